"""What the measures have in common."""

from collections.abc import Sequence
from typing import Any

PERIODS = {"day": "D", "week": "W", "month": "M"}


def grouped(table: Any, by: Sequence[str], **figures: Any) -> Any:
    """Aggregate `figures` by columns, or over the whole table where none is named."""
    return table.aggregate(by=[table[name] for name in by], **figures)


def rate(part: Any, base: Any) -> Any:
    """Divide, giving null where the base is empty."""
    return part.cast("float64") / base.nullif(0)


def with_period(table: Any, period: str) -> Any:
    """Add `period`: the first day of the day, ISO week or month of opening."""
    # Some engines answer the first moment of a period; here it is a day in all of them.
    first = table.opened_on.cast("timestamp").truncate(PERIODS[period]).date()
    return table.mutate(period=first)


def complaints_of(cases: Any) -> Any:
    """Return the cases that count as complaints: those merged are told in their master."""
    return cases.filter(cases.state != "merged")
