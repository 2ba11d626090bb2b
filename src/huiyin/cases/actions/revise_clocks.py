"""Other promises for the same matter: after a new topic or urgency, or a revised policy."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from huiyin.cases.actions.run_clocks import (
    AT_OPENING,
    ClockNeed,
    live_clocks,
    promise_key,
    queue_case,
    reading_of,
    start_clocks,
    stop_clocks,
    write_reading,
)
from huiyin.cases.models import Case, Clock, QueueEntry
from huiyin.cases.rules import clocks
from huiyin.standards.public import Promise, promises_for, working_time


def retarget_case(case: Case, *, at: datetime, actor_id: str) -> None:
    """Put the promises now due on the case's live clocks: counted from the beginning, with the
    pauses taken over. Kinds no longer promised are cancelled; new ones start at the opening.
    """
    key = promise_key(case)
    promised = {promise.kind: promise for promise in promises_for(keys={key}, at=at)[key]}
    live = {clock.kind: clock for clock in live_clocks(case)}
    gone = [kind for kind in live if kind not in promised]
    if gone:
        stop_clocks(case, at=at, actor_id=actor_id, kinds=gone, is_cancelled=True)
    for kind in live.keys() & promised.keys():
        put_promise(live[kind], promised[kind])
    had = set(case.clocks.filter(cycle=case.cycle).values_list("kind", flat=True))
    missing = frozenset((promised.keys() & AT_OPENING) - had)
    if missing:
        need = ClockNeed(
            case_id=case.pk, key=key, kinds=missing, at=case.opened_at, cycle=case.cycle
        )
        start_clocks([need], at=at)


def put_promise(clock: Clock, promise: Promise) -> None:
    """Put another promise on a live clock; milestones already told stay told."""
    is_new_calendar = clock.calendar != promise.calendar
    ledger = [
        clocks.Segment(part.state, part.started_at, part.ended_at, part.seconds)
        for part in (clock.segments.all() if is_new_calendar else ())
    ]
    clock.policy_version_id = promise.policy_version_id
    clock.calendar, clock.source = promise.calendar, promise.source
    clock.milestones = [[m.percent, m.audience, m.action] for m in promise.milestones]
    reading = clocks.retarget(
        reading_of(clock),
        target_s=promise.target_s,
        time=working_time(calendar=promise.calendar),
        ledger=ledger,
    )
    write_reading(clock, reading)


def revise_clocks(*, case_ids: Sequence[int], at: datetime) -> int:
    """Recompute the live clocks of these cases under the policies in force; return how many.

    The cases themselves are not touched: `updated_at` stays as it was.
    """
    with transaction.atomic():
        cases = Case.objects.select_for_update().filter(pk__in=case_ids).order_by("pk")
        changed = 0
        for case in cases:
            key = promise_key(case)
            promised = {p.kind: p for p in promises_for(keys={key}, at=at)[key]}
            for clock in live_clocks(case):
                promise = promised.get(clock.kind)
                if promise and promise.policy_version_id != clock.policy_version_id:
                    put_promise(clock, promise)
                    changed += 1
            queue_case(case)
    return changed


def revise_all_clocks(*, at: datetime, batch: int = 500) -> int:
    """Recompute every live clock, batch by batch, each in its own transaction."""
    changed, last = 0, 0
    while True:
        ids = list(
            QueueEntry.objects.filter(case_id__gt=last)
            .order_by("case_id")
            .values_list("case_id", flat=True)[:batch]
        )
        if not ids:
            return changed
        changed += revise_clocks(case_ids=ids, at=at)
        last = ids[-1]
