"""Writing down what became of many notices at once, where they still are ours."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, TypeAlias

from django.db import transaction

from huiyin.channels.public import Carried
from huiyin.kernel.claims import put_off_all
from huiyin.kernel.journal.record import Fact, record_many
from huiyin.notifications.events import NoticeDelivered, NoticeFailed, NoticeSent
from huiyin.notifications.models import Notice
from huiyin.notifications.models.notices import WAITING
from huiyin.notifications.rules import routes

# Five seconds doubled up to an hour: a server that is away for a day is waited for.
ATTEMPTS: Final = 32
# Not states of a notice: what the carrier said, from which its state follows.
REFUSED: Final = "refused"
NOT_NOW: Final = "not_now"

Changes: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one notice; `until` is when one that is held goes out."""

    notice: Notice
    state: str
    reason: str = ""
    detail: str = ""
    until: datetime | None = None
    is_doubtful: bool = False


def after_carrying(notice: Notice, carried: Carried) -> Outcome:
    """Return the outcome of what a carrier said about the letter of `notice`."""
    was_in_doubt = notice.handover == routes.HANDED
    if carried.outcome == "sent":
        reason = routes.PERHAPS_TWICE if was_in_doubt else ""
        return Outcome(notice=notice, state=routes.SENT, reason=reason)
    return Outcome(
        notice=notice,
        state=REFUSED if carried.outcome == "refused" else NOT_NOW,
        detail=carried.detail,
        is_doubtful=carried.is_doubtful or was_in_doubt,
    )


@transaction.atomic
def settle_notices(outcomes: Sequence[Outcome], *, at: datetime) -> None:
    """Write what became of one batch down and record it, in a constant number of statements."""
    if not outcomes:
        return
    mine = Notice.objects.select_for_update().filter(
        pk__in=[outcome.notice.pk for outcome in outcomes],
        claim=outcomes[0].notice.claim,
        state__in=WAITING,
    )
    held = mine.order_by("pk").values_list("pk", "handover", "delivered_at")
    ours = {pk: (handover, delivered_at) for pk, handover, delivered_at in held}
    live = [_as_heard(o, *ours[o.notice.pk]) for o in outcomes if o.notice.pk in ours]
    write_outcomes(live, at=at)


def _as_heard(outcome: Outcome, handover: str, delivered_at: datetime | None) -> Outcome:
    """Return `outcome` as the provider's word changes it, which came before we settled."""
    if outcome.state != routes.SENT:
        return outcome
    if handover == routes.BACK:
        return replace(outcome, state=REFUSED, reason=routes.CAME_BACK, detail="came back")
    if delivered_at is not None:
        return replace(outcome, state=routes.DELIVERED, reason="")
    return outcome


def write_outcomes(outcomes: Sequence[Outcome], *, at: datetime) -> None:
    """Write `outcomes` of notices that the caller holds locked."""
    _write([(o.notice, _changes(o, at)) for o in outcomes if o.state not in (REFUSED, NOT_NOW)])
    arrived = [o.notice for o in outcomes if o.state == routes.DELIVERED]
    sent = [o.notice for o in outcomes if o.state in (routes.SENT, routes.DELIVERED)]
    refused = [o for o in outcomes if o.state == REFUSED]
    another = [o for o in refused if _is_another_way(o.notice)]
    _write([(o.notice, _another_way(o, at)) for o in another])
    failed = _put_off([o for o in outcomes if o.state == NOT_NOW], at=at, attempts=ATTEMPTS)
    failed += _put_off([o for o in refused if o not in another], at=at, attempts=1)
    _write([(notice, {"state": routes.FAILED}) for notice in failed])
    told = [(_sent, sent), (delivered_fact, arrived), (_failed, failed)]
    record_many([fact(notice, at) for fact, notices in told for notice in notices])


def _changes(outcome: Outcome, at: datetime) -> Changes:
    changes: dict[str, Any] = {"state": outcome.state, "reason": outcome.reason, "claim": None}
    if outcome.until is not None:
        changes["visible_at"] = outcome.until
    if outcome.state in (routes.SENT, routes.DELIVERED):
        changes |= {"sent_at": at, "error": "", "handover": ""}
    elif outcome.reason == routes.NO_ADDRESS:
        # Its words are in the portal from now on.
        changes |= {"sent_at": at}
    return changes


def _is_another_way(notice: Notice) -> bool:
    return bool(set(routes.ORDER) - {*notice.tried.split(), notice.kind})


def _another_way(outcome: Outcome, at: datetime) -> Changes:
    notice = outcome.notice
    return {
        "tried": f"{notice.tried} {notice.kind}".strip(),
        "state": routes.QUEUED,
        "reason": outcome.reason,
        "error": outcome.detail,
        "handover": routes.HANDED if outcome.is_doubtful else "",
        "sent_at": None,
        "delivered_at": None,
        "claim": None,
        "visible_at": at,
    }


def _put_off(outcomes: Sequence[Outcome], *, at: datetime, attempts: int) -> list[Notice]:
    groups: dict[tuple[str, str, bool], list[Notice]] = defaultdict(list)
    for outcome in outcomes:
        groups[outcome.detail, outcome.reason, outcome.is_doubtful].append(outcome.notice)
    parked = []
    for (detail, reason, is_doubtful), notices in groups.items():
        parked += put_off_all(notices, at=at, error=detail, attempts=attempts)
        step = routes.HANDED if is_doubtful else ""
        change = {"handover": step, "reason": reason, "delivered_at": None}
        _write([(notice, change) for notice in notices])
    return parked


def _write(changes: Collection[tuple[Notice, Changes]]) -> None:
    """Write equal changes with one statement."""
    groups: dict[tuple[tuple[str, Any], ...], list[int]] = defaultdict(list)
    for notice, change in changes:
        groups[tuple(change.items())].append(notice.pk)
    for same, ids in groups.items():
        Notice.objects.filter(pk__in=ids).update(**dict(same))


def _sent(notice: Notice, at: datetime) -> Fact:
    event = NoticeSent(
        notice_id=notice.pk, code=notice.code, customer_id=notice.customer_id, kind=notice.kind
    )
    return Fact(event=event, story=notice.story, at=at)


def delivered_fact(notice: Notice, at: datetime) -> Fact:
    """Return the fact that a notice arrived."""
    event = NoticeDelivered(
        notice_id=notice.pk, code=notice.code, customer_id=notice.customer_id, kind=notice.kind
    )
    return Fact(event=event, story=notice.story, at=at)


def _failed(notice: Notice, at: datetime) -> Fact:
    event = NoticeFailed(notice_id=notice.pk, code=notice.code, customer_id=notice.customer_id)
    return Fact(event=event, story=notice.story, at=at)
