"""What happens when clocks reach a percentage of their promise: warn, escalate, count."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias

from huiyin.cases.actions.run_clocks import NEVER, ring_for
from huiyin.cases.actions.urge_case import DUE_SOON, OVERDUE
from huiyin.cases.events import ClockReached
from huiyin.cases.models import Case, Clock, Milestone, QueueEntry
from huiyin.cases.models.case import READING
from huiyin.cases.rules import clocks
from huiyin.kernel.bulk import insert_rows
from huiyin.kernel.clock import WorkingTime
from huiyin.kernel.journal.record import Fact, record_many
from huiyin.notifications.public import NewStaffNotice, notify_staff
from huiyin.standards.public import working_times
from huiyin.workforce.public import Post, escalation_contacts

Reached: TypeAlias = tuple[Clock, Milestone]

LEVEL = {"team_lead": 1, "department_head": 2, "supervision": 3}
READ = ("case_id", "kind", "calendar", "milestones", "fired_percent", *READING)
COLUMNS = ("clock_id", "percent", "audience", "action", "due_at", "fired_at", "acknowledged_by")


def reach_milestones(*, case_ids: Sequence[int], at: datetime) -> int:
    """Fire the next milestone of each live clock of these cases that has come to one; return
    how many were reached.

    Runs in the caller's transaction with a constant number of statements. Where none has come
    (its clock was paused or stopped meanwhile, or its moment moved) the case's timer is only
    set for what comes next.
    """
    held = Clock.objects.select_for_update().filter(case_id__in=case_ids)
    running = list(held.exclude(state="stopped").only(*READ).order_by("pk"))
    times = working_times(calendars={clock.calendar for clock in running})
    reached: list[Reached] = []
    coming: dict[int, datetime] = {}
    for clock in running:
        milestone, moment = _look(clock, times[clock.calendar], at=at)
        if milestone is not None:
            reached.append((clock, milestone))
        if moment is not None:
            coming[clock.case_id] = min(coming.get(clock.case_id, NEVER), moment)
    ring_for(coming)
    _write(reached)
    _escalate(reached)
    record_many([_fact(clock, milestone, at=at) for clock, milestone in reached])
    _tell(reached, at=at)
    return len(reached)


def _look(
    clock: Clock, time: WorkingTime, *, at: datetime
) -> tuple[Milestone | None, datetime | None]:
    """Return the milestone the clock has come to, and when it comes to the next."""
    reading = clock.reading
    told = {percent: (audience, action) for percent, audience, action in clock.milestones}
    coming = clocks.next_milestone(reading, list(told), fired=clock.fired_percent, time=time)
    if coming is None or coming[1] > at:
        return None, coming and coming[1]
    percent, due_at = coming
    audience, action = told[percent]
    clock.fired_percent = percent
    milestone = Milestone(
        clock_id=clock.pk,
        percent=percent,
        audience=audience,
        action=action,
        due_at=due_at,
        fired_at=at,
    )
    coming = clocks.next_milestone(reading, list(told), fired=percent, time=time)
    return milestone, coming and coming[1]


def _write(reached: Sequence[Reached]) -> None:
    """Write what was reached, and give the clocks their cases: few have come to anything."""
    found = Case.objects.only("ref", "topic", "department", "team", "holder_id", "escalation")
    cases = found.in_bulk({clock.case_id for clock, _ in reached})
    for clock, _ in reached:
        clock.case = cases[clock.case_id]
    rows = [tuple(getattr(milestone, name) for name in COLUMNS) for _, milestone in reached]
    insert_rows(Milestone, COLUMNS, rows)
    _keep_fired(reached)


def _keep_fired(reached: Sequence[Reached]) -> None:
    by_percent: dict[int, list[int]] = defaultdict(list)
    for clock, milestone in reached:
        by_percent[milestone.percent].append(clock.pk)
    for percent, ids in by_percent.items():
        Clock.objects.filter(pk__in=ids).update(fired_percent=percent)


def _escalate(reached: Sequence[Reached]) -> None:
    """Raise the cases to the highest level whose attention is asked for."""
    raised: dict[int, int] = {}
    for clock, milestone in reached:
        level = LEVEL.get(milestone.audience, 0) if milestone.action == "escalate" else 0
        # Two clocks of a case may fire at once: neither may take back what the other raised.
        if level > raised.get(clock.case_id, clock.case.escalation):
            raised[clock.case_id] = level
    by_level: dict[int, list[int]] = defaultdict(list)
    for case_id, level in raised.items():
        by_level[level].append(case_id)
    for level, ids in by_level.items():
        Case.objects.filter(pk__in=ids).update(escalation=level)
        QueueEntry.objects.filter(pk__in=ids).update(escalation=level)


def _fact(clock: Clock, milestone: Milestone, *, at: datetime) -> Fact:
    event = ClockReached(
        case_ref=clock.case.ref,
        clock_id=clock.pk,
        kind=clock.kind,
        percent=milestone.percent,
        audience=milestone.audience,
        action=milestone.action,
    )
    return Fact(event=event, story=clock.case.ref, at=at)


def _tell(reached: Sequence[Reached], *, at: datetime) -> None:
    posts = {_post(clock, milestone) for clock, milestone in reached}
    in_charge = escalation_contacts(posts=posts)
    notices = []
    for clock, milestone in reached:
        is_for_holder = milestone.action == "warn" and clock.case.holder_id is not None
        people = [clock.case.holder_id] if is_for_holder else in_charge[_post(clock, milestone)]
        if people:
            notices.append(_notice(clock, milestone, [p for p in people if p is not None]))
    notify_staff(notices=notices, at=at)


def _post(clock: Clock, milestone: Milestone) -> Post:
    level = milestone.audience if milestone.audience in LEVEL else "team_lead"
    return Post(department=clock.case.department, team=clock.case.team, level=level)


def _notice(clock: Clock, milestone: Milestone, people: Sequence[int]) -> NewStaffNotice:
    return NewStaffNotice(
        code=OVERDUE if milestone.percent >= 100 else DUE_SOON,
        person_ids=tuple(people),
        story=clock.case.ref,
        values={
            "ref": clock.case.ref,
            "topic": clock.case.topic,
            "clock": clock.kind,
            "percent": str(milestone.percent),
        },
        dedupe_key=f"clock:{clock.pk}:{milestone.percent}",
    )
