"""Sending what is due: in the customer's words, by a way that reaches them, at a fit hour.

A batch is claimed by one worker, looked up, worded and written down together, carried letter
by letter (`carry_notices`) and settled together.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from huiyin.channels.public import Letter, carried_kinds
from huiyin.customers.public import CustomerCard
from huiyin.kernel.claims import Stint, claim_due
from huiyin.notifications.actions.carry_notices import Plan, carry_plans, write_down
from huiyin.notifications.actions.settle_notices import REFUSED, Outcome, settle_notices
from huiyin.notifications.models import Notice
from huiyin.notifications.queries.recipients import Recipients, recipients_of
from huiyin.notifications.queries.wording import render
from huiyin.notifications.rules import routes
from huiyin.notifications.rules.quiet import quiet_until
from huiyin.notifications.rules.words import declared

BATCH = 200


def send_due(*, at: datetime, limit: int = BATCH) -> int:
    """Deal with up to `limit` due notices; return how many were claimed."""
    stint = Stint.begin()
    notices = claim_due(Notice, at=at, limit=limit)
    recipients = recipients_of(notices)
    decided = [_decide(notice, recipients, at=at) for notice in notices]
    outcomes = [one for one in decided if isinstance(one, Outcome)]
    plans = write_down([one for one in decided if isinstance(one, Plan)], at=at)
    outcomes += [_in_portal(plan) for plan in plans if plan.letter is None]
    outcomes += carry_plans(plans, stint=stint, at=at)
    settle_notices(outcomes, at=at)
    return len(notices)


def _decide(notice: Notice, recipients: Recipients, *, at: datetime) -> Plan | Outcome:
    """Return how to tell it, or why it is not told now."""
    if notice.handover == routes.TAKEN or notice.delivered_at is not None:
        # Whoever carried it was killed before the batch was settled.
        return Outcome(notice=notice, state=routes.SENT)
    if notice.handover == routes.BACK:
        return Outcome(notice=notice, state=REFUSED, reason=routes.CAME_BACK)
    card = recipients.cards.get(notice.customer_id)
    reason = _why_not(notice, card, recipients)
    if card is None or reason:
        return Outcome(notice=notice, state=routes.SUPPRESSED, reason=reason)
    way = _way(notice, card, recipients)
    wait = None if way == routes.WEB else _wait(notice, at=at)
    if wait is not None:
        return Outcome(notice=notice, state=routes.HELD, reason=routes.QUIET_HOURS, until=wait)
    said = render(notice, language=card.language, texts=recipients.texts[notice.code])
    if way in ("", routes.WEB):
        return Plan(notice, said, way, None)
    letter = Letter(
        key=f"n{notice.pk}{way[0]}",
        kind=way,
        address=recipients.addresses[way][notice.customer_id],
        subject=said.subject,
        body=said.body,
        at=notice.queued_at,
        reference=notice.story,
    )
    return Plan(notice, said, way, letter)


def _in_portal(plan: Plan) -> Outcome:
    """Its words are where the customer reads them; unasked, nothing else reached them."""
    if plan.way == routes.WEB:
        return Outcome(notice=plan.notice, state=routes.SENT)
    return Outcome(notice=plan.notice, state=routes.SUPPRESSED, reason=routes.NO_ADDRESS)


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
