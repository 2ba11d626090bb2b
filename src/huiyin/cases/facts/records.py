"""Cases, their clocks and their ratings: one row a case, a clock, a call-back."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from huiyin.cases.facts.cuts import (
    CUT_FIELDS,
    CUTS,
    MOMENT,
    TEXT,
    WHOLE,
    YES_NO,
    cut_arrays,
    opened,
    touched,
)
from huiyin.cases.models import CallBack, Case, Clock
from huiyin.kernel.lake.datasets import Column, dataset

CASE_COLUMNS = (
    *CUTS,
    Column("state", TEXT, "state of its life; merged ones are told in their master"),
    Column("is_history", YES_NO, "ended elsewhere before it was told here: not our handling"),
    Column("cause", TEXT, "cause found, empty while unknown"),
    Column("cycle", WHOLE, "1, and one more for each reopening"),
    Column("is_first_contact", YES_NO, "solved and closed at the first contact"),
    Column("is_repeat", YES_NO, "same customer and topic within 30 days"),
    Column("is_bypass", YES_NO, "went, or said to go, past us to the regulator or the press"),
    Column("chased", WHOLE, "how often the customer asked again"),
    Column("handovers", WHOLE, "how often it changed hands"),
    Column("escalation", WHOLE, "highest level it was escalated to"),
    Column("first_response_at", MOMENT, "first answer"),
    Column("resolved_at", MOMENT, "last time it was resolved"),
    Column("closed_at", MOMENT, "last time it was closed"),
    Column("first_response_s", WHOLE, "seconds of the calendar from opening to first answer"),
    Column("resolution_s", WHOLE, "seconds of the calendar from opening to the resolution"),
)
CLOCK_COLUMNS = (
    *CUTS,
    Column("kind", TEXT, "which promise"),
    Column("cycle", WHOLE, "cycle of the case it belongs to"),
    Column("is_work_order", YES_NO, "a department's clock, not the customer's"),
    Column("target_s", WHOLE, "promised working seconds"),
    Column("consumed_s", WHOLE, "working seconds used up to its last stop or pause"),
    Column("clock_state", TEXT, "running, paused or stopped"),
    Column("outcome", TEXT, "met, breached or cancelled; empty while it runs"),
    Column("started_at", MOMENT, "when it began"),
    Column("due_at", MOMENT, "when the promise falls or fell due"),
    Column("stopped_at", MOMENT, "when it ended"),
)
RATING_COLUMNS = (
    *CUTS,
    Column("cycle", WHOLE, "cycle of the case it asks about"),
    Column("by_person", YES_NO, "asked by a person, not by an invitation"),
    Column("outcome", TEXT, "rated, unreachable or silent; empty while open"),
    Column("score", WHOLE, "1 to 5"),
    Column("is_solved", YES_NO, "the customer says it is solved"),
    Column("is_timely", YES_NO, "the customer says it was quick enough"),
    Column("is_satisfied", YES_NO, "the customer says to be satisfied"),
    Column("invited_at", MOMENT, "when asked"),
    Column("answered_at", MOMENT, "when answered"),
)
_CASE_FIELDS = {
    "is_repeat": "repeat_of_id",
    "recorded_at": "recorded_at",
} | {
    name: name
    for name in (
        *("state", "cause", "cycle", "is_first_contact", "is_bypass", "chased", "handovers"),
        *("escalation", "first_response_at", "resolved_at", "closed_at"),
    )
}
_CLOCK_FIELDS = {"is_work_order": "work_order_id", "clock_state": "state"} | {
    name: name
    for name in (
        *("kind", "cycle", "target_s", "consumed_s", "outcome"),
        *("started_at", "due_at", "stopped_at"),
    )
}
_RATING_FIELDS = {column.name: column.name for column in RATING_COLUMNS[len(CUTS) :]}


@dataset("cases", columns=CASE_COLUMNS, touched=touched)
def cases(first: date, last: date) -> Iterator[Any]:
    """Yield the cases opened on these days."""
    rows = opened(Case.objects.all(), "", first, last, _CASE_FIELDS)
    yield from _batches(rows, CASE_COLUMNS, _CASE_FIELDS)


@dataset("clocks", columns=CLOCK_COLUMNS, touched=touched)
def clock_facts(first: date, last: date) -> Iterator[Any]:
    """Yield the clocks of the cases opened on these days."""
    rows = opened(Clock.objects.all(), "case__", first, last, _CLOCK_FIELDS)
    yield from _batches(rows, CLOCK_COLUMNS, _CLOCK_FIELDS)


@dataset("ratings", columns=RATING_COLUMNS, touched=touched)
def ratings(first: date, last: date) -> Iterator[Any]:
    """Yield the call-backs of the cases opened on these days."""
    # Who was not asked is only there if they said something all the same.
    told = CallBack.objects.filter(Q(is_spared=False) | Q(outcome="rated"))
    rows = opened(told, "case__", first, last, _RATING_FIELDS)
    yield from _batches(rows, RATING_COLUMNS, _RATING_FIELDS)


def _batches(
    rows: "QuerySet[Any, Any]", columns: Sequence[Column], fields: Mapping[str, str]
) -> Iterator[Any]:
    import pyarrow as pa  # noqa: PLC0415 - only the publisher loads it

    from huiyin.kernel.lake.columns import arrow_schema, chunks  # noqa: PLC0415

    schema, names = arrow_schema(columns), (*CUT_FIELDS, *fields)
    for chunk in chunks(rows):
        cells = dict(zip(names, zip(*chunk, strict=True), strict=True))
        arrays = _arrays(cells, columns)
        yield pa.record_batch([arrays[one.name] for one in columns], schema=schema)


def _arrays(cells: dict[str, Any], columns: Sequence[Column]) -> dict[str, Any]:
    from huiyin.kernel.lake.columns import column  # noqa: PLC0415

    for name in ("is_repeat", "is_work_order"):
        # Whether there is another row is all that the lake has to know of it.
        if name in cells:
            cells[name] = [cell is not None for cell in cells[name]]
    kinds = {one.name: one.kind for one in columns} | {"recorded_at": MOMENT}
    own = (name for name in cells if name not in CUT_FIELDS)
    found = cut_arrays(cells) | {name: column(cells[name], kinds[name]) for name in own}
    return found | _course(found) if "resolved_at" in found else found


def _course(known: dict[str, Any]) -> dict[str, Any]:
    """Return what follows from the moments of a case."""
    import pyarrow.compute as pc  # noqa: PLC0415

    from huiyin.kernel.lake.columns import seconds_between  # noqa: PLC0415

    opened, resolved = known["opened_at"], known["resolved_at"]
    before = pc.coalesce(pc.less(resolved, known["recorded_at"]), True)
    return {
        "is_history": pc.and_(pc.equal(known["state"], "closed"), before),
        "first_response_s": seconds_between(opened, known["first_response_at"]),
        "resolution_s": seconds_between(opened, resolved),
    }
