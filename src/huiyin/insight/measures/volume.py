"""How much is complained about, when and where."""

from collections.abc import Sequence
from typing import Any

from huiyin.insight.measures.grouping import complaints_of, grouped, with_period


def complaints(cases: Any, *, by: Sequence[str] = ()) -> Any:
    """Count complaints.

    Definition: cases by day of opening, those merged into another not counted again.
    Unit: complaints. Base: all cases given.

    >>> import ibis
    >>> cases = ibis.memtable({"topic": ["billing", "billing"], "state": ["closed", "merged"]})
    >>> complaints(cases, by=["topic"]).execute().to_dict("records")
    [{'topic': 'billing', 'complaints': 1}]
    """
    told = complaints_of(cases)
    return grouped(told, by, complaints=told.count())


def complaints_over_time(cases: Any, *, period: str, by: Sequence[str] = ()) -> Any:
    """Count complaints by `day`, `week` (from Monday) or `month` of opening.

    Definition: as `complaints`, with the first day of the period as `period`.
    Unit: complaints. Base: all cases given. Periods without complaints have no row.
    """
    return complaints(with_period(cases, period), by=["period", *by])


def complaints_by_hour(cases: Any) -> Any:
    """Count complaints by weekday and hour of opening in the reporting zone.

    Definition: as `complaints`. Unit: complaints. Base: all cases given.
    """
    return complaints(cases, by=["opened_weekday", "opened_hour"])


def complaints_per_10_000(cases: Any, *, users: int, by: Sequence[str] = ()) -> Any:
    """Relate complaints to users (百万/万用户申诉率 counts the same way with another factor).

    Definition: complaints x 10,000 / users; null while the number of users is not known.
    Unit: complaints per 10,000 users. Base: `users`, the same for every group: give the users
    of that very group where groups have users of their own.

    >>> import ibis
    >>> cases = ibis.memtable({"state": ["closed"] * 3})
    >>> complaints_per_10_000(cases, users=20_000).execute().to_dict("records")
    [{'complaints': 3, 'per_10_000': 1.5}]
    """
    counted = complaints(cases, by=by)
    per = counted.complaints.cast("float64") * 10_000 / users if users else None
    return counted.mutate(per_10_000=per)
