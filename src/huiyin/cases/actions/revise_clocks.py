"""Other promises for the same matter: after a new topic, or a change of the standards."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Min

from huiyin.cases.actions.run_clocks import (
    AT_OPENING,
    NEVER,
    live_clocks,
    next_moment,
    promise_key,
    ring_for,
    start_missed,
    stop_clocks,
)
from huiyin.cases.models import Case, Clock, QueueEntry, Segment
from huiyin.cases.rules import clocks
from huiyin.cases.rules.revising import Revision, is_revised
from huiyin.kernel.timers.schedule import set_timer
from huiyin.standards.public import Milestone, Promise, promises_for, working_times

REVISE = "cases.revise"
BATCH = 500


def retarget_case(case: Case, *, at: datetime, actor_id: str) -> None:
    """Put the promises now due on the case's live clocks, those of its work orders too:
    counted from the beginning, with the pauses taken over. Kinds no longer promised are
    cancelled; new ones start at the opening and take over the pauses.
    """
    key = promise_key(case)
    promised = {promise.kind: promise for promise in promises_for(keys={key}, at=at)[key]}
    live = live_clocks(case)
    gone = [clock.kind for clock in live if clock.kind not in promised]
    if gone:
        stop_clocks(case, at=at, actor_id=actor_id, kinds=gone, is_cancelled=True)
    orders = case.clocks.select_for_update().filter(work_order__isnull=False)
    ours = [*live, *orders.exclude(state=clocks.STOPPED).order_by("pk")]
    put_promises([(c, promised[c.kind]) for c in ours if c.kind in promised])
    had = set(case.clocks.filter(cycle=case.cycle).values_list("kind", flat=True))
    start_missed(case, kinds=frozenset((promised.keys() & AT_OPENING) - had), at=at)


def put_promises(put: Sequence[tuple[Clock, Promise]], *, is_restated: bool = False) -> None:
    """Put other promises on live clocks with a constant number of statements.

    Milestones already told stay told. Where the calendar is another, or `is_restated` because
    it says something else now, the ledger is measured anew.
    """
    times = working_times(calendars={promise.calendar for _, promise in put})
    measured = [c for c, promise in put if is_restated or c.calendar != promise.calendar]
    ledgers: dict[int, list[Segment]] = {clock.pk: [] for clock in measured}
    for part in Segment.objects.filter(clock__in=measured).order_by("pk"):
        ledgers[part.clock_id].append(part)
    for clock, promise in put:
        time = times[promise.calendar]
        for part in ledgers.get(clock.pk, ()):
            part.seconds = time.working_between(part.started_at, part.ended_at)
        ledger = [part.as_value() for part in ledgers.get(clock.pk, ())]
        _put(
            clock,
            promise,
            clocks.retarget(clock.reading, target_s=promise.target_s, time=time, ledger=ledger),
        )
    Segment.objects.bulk_update(
        [part for parts in ledgers.values() for part in parts], ["seconds"], batch_size=500
    )
    Clock.objects.bulk_update([clock for clock, _ in put], CHANGED, batch_size=200)
    _schedule([clock for clock, _ in put])


CHANGED = [
    "policy_version_id",
    "calendar",
    "source",
    "milestones",
    "target_s",
    "consumed_s",
    "due_at",
]


def _put(clock: Clock, promise: Promise, reading: clocks.Clock) -> None:
    clock.policy_version_id = promise.policy_version_id
    clock.calendar, clock.source = promise.calendar, promise.source
    clock.milestones = [[m.percent, m.audience, m.action] for m in promise.milestones]
    clock.target_s, clock.consumed_s = reading.target_s, reading.consumed_s
    clock.due_at = reading.due_at


def _schedule(changed: Sequence[Clock]) -> None:
    times = working_times(calendars={clock.calendar for clock in changed})
    coming: dict[int, datetime] = {}
    for clock in changed:
        moment = next_moment(clock, times[clock.calendar])
        if moment is not None:
            coming[clock.case_id] = min(coming.get(clock.case_id, NEVER), moment)
    ring_for(coming)


def begin_revision(revision: Revision, *, at: datetime) -> None:
    """Have the live clocks that a change touches recomputed, batch after batch."""
    set_timer(kind=REVISE, subject=revision.as_text(), due_at=at)


def revise_batch(revision: Revision, *, at: datetime, batch: int = BATCH) -> int:
    """Recompute the next live clocks that a change touches; return how many were changed.

    Arranges for the batch after it. The cases are locked but not touched: `updated_at` stays
    as it was.
    """
    found = _next_ids(revision, batch)
    if not found:
        return 0
    owners = {case_id for _, case_id in found}
    cases = {
        case.pk: case
        for case in Case.objects.select_for_update().filter(pk__in=owners).order_by("pk")
    }
    live = list(
        Clock.objects.select_for_update()
        .filter(pk__in=[pk for pk, _ in found])
        .exclude(state=clocks.STOPPED)
        .order_by("pk")
    )
    put = list(_revised(revision, live, cases, at=at))
    put_promises(put, is_restated=bool(revision.calendar))
    queue_by_due({clock.case_id for clock, _ in put})
    begin_revision(revision.after(found[-1][0]), at=at)
    return len(put)


def _next_ids(revision: Revision, batch: int) -> list[tuple[int, int]]:
    live = Clock.objects.exclude(state=clocks.STOPPED).filter(pk__gt=revision.last)
    if revision.calendar:
        live = live.filter(calendar=revision.calendar)
    return list(live.order_by("pk").values_list("pk", "case_id")[:batch])


def _revised(
    revision: Revision, live: Iterable[Clock], cases: Mapping[int, Case], *, at: datetime
) -> Iterable[tuple[Clock, Promise]]:
    """Yield the clocks that change and what they promise now."""
    keys = {clock.pk: promise_key(cases[clock.case_id]) for clock in live}
    promised = promises_for(keys=set(keys.values()), at=at)
    for clock in live:
        if revision.calendar:
            yield clock, _same(clock)
            continue
        kinds = {promise.kind: promise for promise in promised[keys[clock.pk]]}
        promise = kinds.get(clock.kind)
        if promise and is_revised(
            revision,
            version_id=clock.policy_version_id,
            target_s=clock.target_s,
            calendar=clock.calendar,
            promise=promise,
        ):
            yield clock, promise


def _same(clock: Clock) -> Promise:
    """Return the promise a clock has already."""
    return Promise(
        kind=clock.kind,
        policy_version_id=clock.policy_version_id or 0,
        target_s=clock.target_s,
        calendar=clock.calendar,
        milestones=tuple(Milestone(*told) for told in clock.milestones),
        source=clock.source,
    )


def queue_by_due(case_ids: Iterable[int]) -> None:
    """Let these cases stand in their queues by what falls due first now. Three statements."""
    entries = list(QueueEntry.objects.filter(case_id__in=list(case_ids)).order_by("pk"))
    running = Clock.objects.filter(case_id__in=[e.case_id for e in entries], state="running")
    earliest = dict(running.order_by().values_list("case_id").annotate(due=Min("due_at")))
    for entry in entries:
        entry.due_at = earliest.get(entry.case_id) or NEVER
    QueueEntry.objects.bulk_update(entries, ["due_at"], batch_size=500)
