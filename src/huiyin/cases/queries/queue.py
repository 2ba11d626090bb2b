"""The queues: what is open, sorted by what is due, as far as a person may see it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from huiyin.cases.access import visible_queue
from huiyin.cases.models import Case, Clock, QueueEntry
from huiyin.customers.public import CustomerCard, customer_cards
from huiyin.kernel.access.roles import Actor
from huiyin.kernel.clock import WorkingTime
from huiyin.standards.public import working_time, working_times

PAGE = 50
# Counting a long queue costs more than anyone learns from it.
COUNTED = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFilter:
    """What to show of the queue; empty means everything the person may see."""

    holder_id: int | None = None
    is_unheld: bool = False
    needs_triage: bool | None = None
    departments: Collection[str] = ()
    teams: Collection[str] = ()
    states: Collection[str] = ()
    topic_prefix: str = ""
    region_prefix: str = ""
    due_from: datetime | None = None
    due_before: datetime | None = None
    min_escalation: int = 0
    untouched_since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockCard:
    """A clock as a page shows it: seconds of working time, and moments."""

    id: int
    kind: str
    state: str
    target_s: int
    used_s: int
    due_at: datetime | None
    started_at: datetime
    stopped_at: datetime | None
    outcome: str
    warn_percent: int
    pause_reason: str
    source: str
    cycle: int
    work_order_id: int | None

    @property
    def used_percent(self) -> int:
        return min(999, self.used_s * 100 // max(1, self.target_s))

    @property
    def remaining_s(self) -> int:
        return self.target_s - self.used_s


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """One line of a queue."""

    case: Case
    due_at: datetime
    escalation: int
    needs_triage: bool
    clock: ClockCard | None
    customer: CustomerCard | None


def queue(*, actor: Actor, wanted: QueueFilter) -> QuerySet[QueueEntry]:
    """Return the entries to show, to be ordered and paged by the caller."""
    found = visible_queue(actor).filter(**_conditions(wanted))
    return found.filter(holder_id=None) if wanted.is_unheld else found


def _conditions(wanted: QueueFilter) -> dict[str, object]:
    asked: dict[str, object] = {
        "holder_id": wanted.holder_id,
        "needs_triage": wanted.needs_triage,
        "department__in": sorted(wanted.departments) or None,
        "team__in": sorted(wanted.teams) or None,
        "state__in": sorted(wanted.states) or None,
        "topic__startswith": wanted.topic_prefix or None,
        "region__startswith": wanted.region_prefix or None,
        "due_at__gte": wanted.due_from,
        "due_at__lt": wanted.due_before,
        "escalation__gte": wanted.min_escalation or None,
        "case__updated_at__lt": wanted.untouched_since,
    }
    return {field: value for field, value in asked.items() if value is not None}


# What no line shows, and costs the most to read.
LONG = ("suggestions", "reasons", "signals")


def rows_of(entries: Sequence[QueueEntry], *, at: datetime) -> list[QueueRow]:
    """Return the lines for these entries: three queries, however many they are."""
    wanted = Case.objects.filter(pk__in=[entry.case_id for entry in entries])
    cases = {case.pk: case for case in wanted.defer(*LONG)}
    clocks = _nearest_clocks(cases, at=at)
    owners = {case.customer_id for case in cases.values() if case.customer_id is not None}
    customers = customer_cards(ids=owners)
    return [
        QueueRow(
            case=cases[entry.case_id],
            due_at=entry.due_at,
            escalation=entry.escalation,
            needs_triage=entry.needs_triage,
            clock=clocks.get(entry.case_id),
            customer=customers.get(cases[entry.case_id].customer_id or 0),
        )
        for entry in entries
    ]


def count_up_to(entries: QuerySet[QueueEntry], most: int = COUNTED) -> int:
    """Return how many there are, at most `most + 1`."""
    return entries.order_by()[: most + 1].count()


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """How a department or a person stands: open, unheld, due within the hour, overdue."""

    department: str
    holder_id: int | None
    open: int
    overdue: int
    due_soon: int


def loads_by_department(*, actor: Actor, at: datetime, soon: datetime) -> list[Load]:
    """Return the load of each department, by person; one query."""
    grouped = (
        visible_queue(actor)
        .values("department", "holder_id")
        .annotate(
            open=Count("pk"),
            overdue=Count("pk", filter=Q(due_at__lt=at)),
            due_soon=Count("pk", filter=Q(due_at__gte=at, due_at__lt=soon)),
        )
        .order_by("department", "holder_id")
    )
    return [Load(**row) for row in grouped]


def clock_card(clock: Clock, *, at: datetime, time: WorkingTime | None = None) -> ClockCard:
    """Return a clock as it reads at `at`."""
    from_since = 0
    if clock.state == "running" and clock.since is not None and at > clock.since:
        measured = time or working_time(calendar=clock.calendar)
        from_since = measured.working_between(clock.since, at)
    warn = min((percent for percent, _, _ in clock.milestones), default=100)
    return ClockCard(
        id=clock.pk,
        kind=clock.kind,
        state=clock.state,
        target_s=clock.target_s,
        used_s=clock.consumed_s + from_since,
        due_at=clock.due_at,
        started_at=clock.started_at,
        stopped_at=clock.stopped_at,
        outcome=clock.outcome,
        warn_percent=warn,
        pause_reason=clock.pause_reason,
        source=clock.source,
        cycle=clock.cycle,
        work_order_id=clock.work_order_id,
    )


def _nearest_clocks(cases: Collection[int], *, at: datetime) -> dict[int, ClockCard]:
    running = Clock.objects.filter(case_id__in=list(cases), state="running", work_order=None)
    order = Window(RowNumber(), partition_by="case_id", order_by=["due_at", "id"])
    first = {clock.case_id: clock for clock in running.annotate(place=order).filter(place=1)}
    times = working_times(calendars={clock.calendar for clock in first.values()})
    return {
        case_id: clock_card(clock, at=at, time=times[clock.calendar])
        for case_id, clock in first.items()
    }
