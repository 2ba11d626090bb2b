"""Sending what is due: in the customer's words, by a way that reaches them, at a fit hour.

A notice is claimed by one worker. Before a letter leaves, its way, its words and its name at
the provider are written down; afterwards what became of it. Killed in between, it is carried
again under the same name: once only through the spool, over SMTP with the same Message-ID.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from huiyin.channels.public import Carried, Letter, carried_kinds, carry_letters, provider_key
from huiyin.customers.public import CustomerCard
from huiyin.kernel.claims import Stint, claim_due, hand_back
from huiyin.notifications.actions.settle_notice import (
    note_carried,
    note_in_portal,
    note_unsent,
)
from huiyin.notifications.models import Notice
from huiyin.notifications.queries.recipients import Recipients, recipients_of
from huiyin.notifications.queries.wording import render
from huiyin.notifications.rules import routes
from huiyin.notifications.rules.quiet import quiet_until
from huiyin.notifications.rules.words import declared

BATCH = 200


@dataclass(frozen=True, slots=True)
class _Plan:
    """How one notice is to be told."""

    notice: Notice
    letter: Letter


def send_due(*, at: datetime, limit: int = BATCH) -> int:
    """Deal with up to `limit` due notices; return how many were claimed."""
    stint = Stint.begin()
    notices = claim_due(Notice, at=at, limit=limit)
    recipients = recipients_of(notices)
    plans = [plan for notice in notices if (plan := _plan(notice, recipients, at=at))]
    _carry(sorted(plans, key=lambda plan: plan.letter.kind), stint=stint, at=at)
    return len(notices)


def _plan(notice: Notice, recipients: Recipients, *, at: datetime) -> _Plan | None:
    """Return the letter to carry, or None where the matter is settled without one."""
    card = recipients.cards.get(notice.customer_id)
    reason = _why_not(notice, card, recipients)
    if card is None or reason:
        note_unsent(notice, state=routes.SUPPRESSED, reason=reason, at=at)
        return None
    way = _way(notice, card, recipients)
    wait = None if way == routes.WEB else _wait(notice, at=at)
    if wait is not None:
        note_unsent(notice, state=routes.HELD, reason=routes.QUIET_HOURS, at=at, until=wait)
        return None
    said = render(notice, language=card.language, texts=recipients.texts[notice.code])
    if way in ("", routes.WEB):
        note_in_portal(notice, said, is_asked_for=way == routes.WEB, at=at)
        return None
    letter = Letter(
        key=f"n{notice.pk}{way[0]}",
        kind=way,
        address=recipients.addresses[way][notice.customer_id],
        subject=said.subject,
        body=said.body,
        at=notice.queued_at,
        reference=notice.story,
    )
    notice.language, notice.subject, notice.body = said.language, said.subject, said.body
    return _Plan(notice, letter)


def _why_not(notice: Notice, card: CustomerCard | None, recipients: Recipients) -> str:
    if notice.code not in declared:
        return routes.UNDECLARED
    if card is None:
        return routes.NO_CUSTOMER
    purpose = declared[notice.code].purpose
    is_declined = notice.customer_id in recipients.declined.get(purpose, frozenset())
    return routes.OPTED_OUT if is_declined else ""


def _way(notice: Notice, card: CustomerCard, recipients: Recipients) -> str:
    carried = carried_kinds()
    reachable = [
        kind
        for kind, addresses in recipients.addresses.items()
        if kind in carried and notice.customer_id in addresses
    ]
    wanted = routes.ways(
        wanted=notice.channel,
        preferred=card.preferred_channel,
        tried=notice.tried.split(),
    )
    return routes.choose_way(wanted, reachable)


def _wait(notice: Notice, *, at: datetime) -> datetime | None:
    if notice.is_urgent:
        return None
    return quiet_until(at, ZoneInfo(settings.TIME_ZONE))


def _carry(plans: Sequence[_Plan], *, stint: Stint, at: datetime) -> None:
    waiting = {plan.letter.key: plan for plan in plans}
    sending: dict[str, Notice] = {}

    def letters() -> Iterator[Letter]:
        for key in list(waiting):
            if stint.is_over:
                return
            plan = waiting.pop(key)
            if _begin(plan, at=at):
                sending[key] = plan.notice
                yield plan.letter

    for carried in carry_letters(letters=letters()):
        _finish(sending.pop(carried.key), carried, at=at)
    hand_back([plan.notice for plan in waiting.values()], at=at)


def _begin(plan: _Plan, *, at: datetime) -> bool:
    """Write the attempt down before it is made; return whether the notice still is ours."""
    notice, letter = plan.notice, plan.letter
    notice.kind = letter.kind
    mine = Notice.objects.filter(pk=notice.pk, claim=notice.claim)
    return bool(
        mine.update(
            kind=letter.kind,
            language=notice.language,
            subject=notice.subject[:300],
            body=notice.body,
            provider_key=provider_key(letter=letter)[:255],
            last_tried_at=at,
        )
    )


@transaction.atomic
def _finish(notice: Notice, carried: Carried, *, at: datetime) -> None:
    note_carried(notice, carried, at=at)
