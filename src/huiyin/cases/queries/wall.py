"""What a supervisor watches: where it burns, by department and person, and how today goes."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from huiyin.cases.access import visible_cases
from huiyin.cases.queries.queue import Load
from huiyin.kernel.access.roles import Actor

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Burden:
    """How a department stands, with the people who hold its cases."""

    department: str
    open: int
    due_soon: int
    overdue: int
    unheld: int
    people: tuple[Load, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What came in and was answered since midnight, and up to this hour a week ago."""

    opened: int
    opened_before: int
    resolved: int
    resolved_before: int


def burdens(loads: Sequence[Load]) -> list[Burden]:
    """Return the departments, the one with most past due first."""
    grouped: dict[str, list[Load]] = defaultdict(list)
    for load in loads:
        grouped[load.department].append(load)
    found = [_burden(department, rows) for department, rows in grouped.items()]
    return sorted(found, key=lambda one: (-one.overdue, -one.due_soon, -one.open))


def _burden(department: str, rows: Sequence[Load]) -> Burden:
    held = [row for row in rows if row.holder_id is not None]
    return Burden(
        department=department,
        open=sum(row.open for row in rows),
        due_soon=sum(row.due_soon for row in rows),
        overdue=sum(row.overdue for row in rows),
        unheld=sum(row.open for row in rows if row.holder_id is None),
        people=tuple(sorted(held, key=lambda row: (-row.overdue, -row.due_soon, -row.open))),
    )


def today(*, actor: Actor, midnight: datetime, at: datetime) -> Today:
    """Return how today goes against the same weekday before. Four counts, each by an index."""
    cases = visible_cases(actor)
    return Today(
        opened=cases.filter(opened_at__gte=midnight, opened_at__lt=at).count(),
        opened_before=cases.filter(
            opened_at__gte=midnight - WEEK, opened_at__lt=at - WEEK
        ).count(),
        resolved=cases.filter(resolved_at__gte=midnight, resolved_at__lt=at).count(),
        resolved_before=cases.filter(
            resolved_at__gte=midnight - WEEK, resolved_at__lt=at - WEEK
        ).count(),
    )
