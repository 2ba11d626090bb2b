"""The clocks of cases in the database: start many, change one, keep timers in step."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from django.db.models import Min

from huiyin.cases.models import Case, Clock, QueueEntry, Segment
from huiyin.cases.queries.replaying import check_clocks
from huiyin.cases.rules import clocks
from huiyin.cases.rules.life import OPEN
from huiyin.kernel.bulk import Encoded, insert_rows
from huiyin.kernel.clock import WorkingTime
from huiyin.kernel.timers.schedule import ring_by
from huiyin.standards.public import (
    Milestone,
    Promise,
    PromiseKey,
    promises_for,
    working_time,
    working_times,
)

# One timer of a case for all its clocks, at the latest at their next milestone: a complaint
# starts four or five, and most are stopped before anything is due.
TIMER = "cases.clocks"
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
AT_OPENING = frozenset(
    {
        clocks.FIRST_RESPONSE,
        clocks.RESOLUTION,
        clocks.FAULT_RESPONSE,
        clocks.FAULT_REPAIR,
        clocks.LEGAL_ANSWER,
    }
)
COLUMNS = (
    "case_id",
    "work_order_id",
    "kind",
    "cycle",
    "policy_version_id",
    "calendar",
    "source",
    "milestones",
    "fired_percent",
    "target_s",
    "state",
    "started_at",
    "since",
    "consumed_s",
    "due_at",
    "stopped_at",
    "outcome",
    "pause_reason",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockNeed:
    """Clocks to start: for which case, under which promise, from when."""

    case_id: int
    key: PromiseKey
    kinds: frozenset[str]
    at: datetime
    cycle: int = 1
    work_order_id: int | None = None
    # For what came from elsewhere with its own end: the clock is started and stopped at once.
    stopped_at: datetime | None = None


def start_clocks(needs: Sequence[ClockNeed], *, at: datetime) -> dict[int, datetime]:
    """Start many clocks with a constant number of statements.

    Returns for each case the moment its earliest clock falls due. What fell due long ago is
    not told step by step: the last milestone that has passed is the first to fire.
    """
    plans = _plans({need.key for need in needs}, at=at)
    wanted = [
        (need, plan)
        for need in needs
        for plan in plans[need.key]
        if plan.promise.kind in need.kinds
    ]
    rows: list[tuple[object, ...]] = []
    coming: dict[int, datetime] = {}
    due: dict[int, datetime] = {}
    for need, plan in wanted:
        reading, fired, moment = _started(need, plan, at=at)
        rows.append(_row(need, plan, reading, fired))
        if moment is not None:
            coming[need.case_id] = min(coming.get(need.case_id, NEVER), moment)
        if reading.due_at is not None:
            due[need.case_id] = min(due.get(need.case_id, NEVER), reading.due_at)
    insert_rows(Clock, COLUMNS, rows)
    ring_for(coming)
    return due


@dataclass(frozen=True, slots=True)
class _Plan:
    """A promise with what is the same for every clock under it, worked out once."""

    promise: Promise
    time: WorkingTime
    percents: tuple[int, ...]
    milestones: Encoded


# The plans of promises made before; good as long as standards answers the same object.
_planned: dict[PromiseKey, tuple[tuple[Promise, ...], list[_Plan]]] = {}
MOST_PLANNED = 50_000


def _plans(keys: set[PromiseKey], *, at: datetime) -> dict[PromiseKey, list[_Plan]]:
    promised = promises_for(keys=keys, at=at)
    plans = {key: known for key in keys if (known := _known_plans(key, promised[key]))}
    new = {key: promises for key, promises in promised.items() if key not in plans}
    if new:
        calendars = {promise.calendar for promises in new.values() for promise in promises}
        times = working_times(calendars=calendars)
        if len(_planned) > MOST_PLANNED:
            _planned.clear()
        for key, promises in new.items():
            plans[key] = [_plan(promise, times[promise.calendar]) for promise in promises]
            _planned[key] = (promises, plans[key])
    return plans


def _known_plans(key: PromiseKey, promises: tuple[Promise, ...]) -> list[_Plan] | None:
    known = _planned.get(key)
    return known[1] if known is not None and known[0] is promises else None


def _plan(promise: Promise, time: WorkingTime) -> _Plan:
    return _Plan(promise, time, *_told(promise.milestones))


@lru_cache(maxsize=256)
def _told(milestones: tuple[Milestone, ...]) -> tuple[tuple[int, ...], Encoded]:
    """Return the percents, ascending, and how the milestones are kept: a policy has few."""
    kept = [[m.percent, m.audience, m.action] for m in milestones]
    return tuple(sorted(m.percent for m in milestones)), Encoded(json.dumps(kept))


def _started(
    need: ClockNeed, plan: _Plan, *, at: datetime
) -> tuple[clocks.Clock, int, datetime | None]:
    reading = clocks.start(target_s=plan.promise.target_s, at=need.at, time=plan.time)
    if need.stopped_at is not None:
        stopped, _ = clocks.stop(reading, at=need.stopped_at, time=plan.time)
        return stopped, 0, None
    fired, moment = clocks.first_milestone(reading, plan.percents, at=at, time=plan.time)
    return reading, fired, moment


def _row(need: ClockNeed, plan: _Plan, reading: clocks.Clock, fired: int) -> tuple[object, ...]:
    return (
        need.case_id,
        need.work_order_id,
        plan.promise.kind,
        need.cycle,
        plan.promise.policy_version_id,
        plan.promise.calendar,
        plan.promise.source,
        plan.milestones,
        fired,
        reading.target_s,
        reading.state,
        reading.started_at,
        reading.since,
        reading.consumed_s,
        reading.due_at,
        reading.stopped_at,
        reading.outcome,
        reading.pause_reason,
    )


def write_reading(
    clock: Clock, reading: clocks.Clock, segments: Iterable[clocks.Segment] = ()
) -> None:
    """Put a reading back into its row, add to the ledger, and see to its case's timer."""
    clock.target_s, clock.state = reading.target_s, reading.state
    clock.consumed_s, clock.since = reading.consumed_s, reading.since
    clock.due_at, clock.stopped_at = reading.due_at, reading.stopped_at
    clock.outcome, clock.pause_reason = reading.outcome, reading.pause_reason
    clock.save()
    for part in segments:
        Segment.objects.create(
            clock=clock,
            state=part.state,
            started_at=part.started_at,
            ended_at=part.ended_at,
            seconds=part.seconds,
            reason=part.reason[:200],
            actor=part.actor,
        )
    schedule_next(clock)


def schedule_next(clock: Clock) -> None:
    """See that the case is looked at when the clock's next milestone comes, if one does."""
    coming = next_moment(clock, working_time(calendar=clock.calendar))
    if coming is not None:
        ring_for({clock.case_id: coming})


def next_moment(clock: Clock, time: WorkingTime) -> datetime | None:
    """Return when the clock's next milestone comes; None where none does as things stand."""
    percents = [percent for percent, _, _ in clock.milestones]
    coming = clocks.next_milestone(
        clock.reading, percents, fired=clock.fired_percent, time=time
    )
    return None if coming is None else coming[1]


def ring_for(coming: Mapping[int, datetime]) -> None:
    """Have the clocks of these cases looked at by these moments. One statement.

    A timer set for a clock that was stopped since rings once for nothing and is then set for
    what is next: cheaper than to take it back each time.
    """
    ring_by(kind=TIMER, due=[(str(case_id), moment) for case_id, moment in coming.items()])


def live_clocks(case: Case, *, kinds: Iterable[str] | None = None) -> list[Clock]:
    """Return the case's own clocks that are not stopped, locked, those of work orders apart."""
    found = case.clocks.select_for_update().filter(work_order=None).exclude(state="stopped")
    if kinds is not None:
        found = found.filter(kind__in=list(kinds))
    return list(found.order_by("pk"))


def stop_clocks(
    case: Case,
    *,
    at: datetime,
    actor_id: str,
    kinds: Iterable[str] | None = None,
    is_cancelled: bool = False,
) -> None:
    """Stop the case's live clocks of these kinds (all when None)."""
    for clock in live_clocks(case, kinds=kinds):
        time = working_time(calendar=clock.calendar)
        reading, segment = clocks.stop(
            clock.reading, at=at, time=time, actor=actor_id, is_cancelled=is_cancelled
        )
        write_reading(clock, reading, [segment])


def queue_case(case: Case) -> None:
    """Let the case stand in its queue as it is now, or leave it when nothing is to do."""
    if case.state not in OPEN:
        QueueEntry.objects.filter(case=case).delete()
        return
    earliest = case.clocks.filter(state="running").aggregate(due=Min("due_at"))["due"]
    QueueEntry.objects.update_or_create(
        case=case,
        defaults={
            "due_at": earliest or NEVER,
            "state": case.state,
            "department": case.department,
            "team": case.team,
            "holder_id": case.holder_id,
            "region": case.region,
            "topic": case.topic,
            "escalation": case.escalation,
            "needs_triage": case.state == "received",
        },
    )


def start_missed(case: Case, *, kinds: frozenset[str], at: datetime) -> None:
    """Start promises that count from the opening of the cycle and take over its pauses."""
    begun_at = case.opened_at if case.cycle == 1 else at
    need = ClockNeed(
        case_id=case.pk, key=promise_key(case), kinds=kinds, at=begun_at, cycle=case.cycle
    )
    start_clocks([need], at=at)
    take_over_waits(case, kinds=kinds)


def take_over_waits(case: Case, *, kinds: Iterable[str]) -> None:
    """Pause and resume the case's live clocks of these kinds as the journal says it waited."""
    pausable = clocks.PAUSABLE.intersection(kinds)
    if not pausable:
        return
    for checked in check_clocks(live_clocks(case, kinds=pausable)):
        if checked.finding.differs:
            write_reading(checked.clock, checked.finding.clock, checked.finding.ledger)


def promise_key(case: Case) -> PromiseKey:
    """Return what decides the promises of this case."""
    return PromiseKey(
        topic=case.topic,
        is_vip=case.is_vip,
        urgency=case.urgency,
        region=case.region,
        channel=case.channel,
    )


def earliest_due(due: Mapping[int, datetime], case_id: int) -> datetime:
    """Return when the case's first clock falls due; far away when it has none."""
    return due.get(case_id, NEVER)
