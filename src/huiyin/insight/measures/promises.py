"""Whether what was promised about time was kept."""

from collections.abc import Sequence
from typing import Any

from huiyin.insight.measures.grouping import grouped, rate

QUANTILES = {"p50": 0.5, "p80": 0.8, "p95": 0.95}
HOUR = 3600


def on_time(clocks: Any, *, by: Sequence[str] = ("kind",)) -> Any:
    """Tell how many promises were kept.

    Definition: clocks that ended as met / clocks that ended as met or breached. Cancelled ones
    and those still running are not judged.
    Unit: share. Base: `judged`.

    >>> import ibis
    >>> clocks = ibis.memtable(
    ...     {"kind": ["work"] * 4, "outcome": ["met", "met", "breached", "cancelled"]}
    ... )
    >>> on_time(clocks).execute().round(3).to_dict("records")
    [{'kind': 'work', 'met': 2, 'judged': 3, 'on_time': 0.667}]
    """
    judged = clocks.filter(clocks.outcome.isin(["met", "breached"]))
    met = (judged.outcome == "met").cast("int64").sum()
    counted = grouped(judged, by, met=met, judged=judged.count())
    counted = counted.mutate(met=counted.met.fill_null(0))
    return counted.mutate(on_time=rate(counted.met, counted.judged))


def first_response_hours(cases: Any, *, by: Sequence[str] = ()) -> Any:
    """Tell how long customers waited for the first answer.

    Definition: P50, P80 and P95 of hours of the calendar from opening to the first answer,
    linear between neighbours. Unit: hours. Base: `answered`, complaints with a first answer.
    """
    return _hours(cases, "first_response_s", "answered", by)


def resolution_hours(cases: Any, *, by: Sequence[str] = ()) -> Any:
    """Tell how long it took until complaints were resolved.

    Definition: P50, P80 and P95 of hours of the calendar from opening to the last resolution,
    linear between neighbours. Unit: hours. Base: `resolved`, complaints resolved.
    """
    return _hours(cases, "resolution_s", "resolved", by)


def reply_delay_hours(cases: Any, *, by: Sequence[str] = ()) -> Any:
    """Tell how long imported complaints had waited for the reply that their source knew.

    Definition: as `first_response_hours`, of cases that were over before they were told
    here. Unit: hours. Base:
    `answered`. Kept apart because no promise of ours applied to them.
    """
    return first_response_hours(cases.filter(cases.is_history), by=by)


def _hours(cases: Any, column: str, base: str, by: Sequence[str]) -> Any:
    known = cases.filter((cases.state != "merged") & cases[column].notnull())
    hours = known[column].cast("float64") / HOUR
    figures = {name: hours.quantile(q) for name, q in QUANTILES.items()}
    return grouped(known, by, **{base: known.count()}, **figures)
