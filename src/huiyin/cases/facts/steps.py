"""The steps of cases: one row for each event that moved a case on, in the order of its life.

Told by the journal. What waiting and paths are measured by stands in each row already (the step
before, how long after it, how it ended), so that a month of a million cases needs no sorting.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import groupby, islice
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

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
from huiyin.cases.models import Case, Clock
from huiyin.cases.rules import clocks
from huiyin.cases.rules.course import STEPS, THEN, Step, Told, course
from huiyin.kernel.clock import WorkingTime
from huiyin.kernel.journal.models import Entry
from huiyin.kernel.lake.datasets import Column, dataset
from huiyin.kernel.refusal import NotFound
from huiyin.standards.public import working_times

# The hours in which customer care is there, by which waiting is told in working time as well.
CALENDAR = "customer_care"
STEP_COLUMNS = (
    *CUTS,
    Column("number", WHOLE, "place in the course of the case, from 1"),
    Column("step", TEXT, "what happened"),
    Column("at", MOMENT, "when"),
    Column("at_department", TEXT, "department that had it then; empty before dispatch"),
    Column("person", TEXT, "id of the member of staff who did it; empty for all others"),
    Column("cycle", WHOLE, "1, and one more for each reopening"),
    Column("before", TEXT, "the step before; empty for the first"),
    Column("before_department", TEXT, "department that had it at the step before"),
    Column("wait_s", WHOLE, "seconds of the calendar since the step before"),
    Column("work_s", WHOLE, "seconds of these in which customer care was open"),
    Column("is_last", YES_NO, "nothing has happened since"),
    Column("timeliness", TEXT, "on_time or overdue by the promised resolution; empty: open"),
    Column("path", TEXT, "all steps of the case, at its first; null at the others"),
    Column("course_s", WHOLE, "seconds from the first to the last step, at the first"),
)
_OWN = tuple(column.name for column in STEP_COLUMNS[len(CUTS) :])
_BATCH = 20_000
Row = tuple[Any, ...]


@dataset("steps", columns=STEP_COLUMNS, touched=touched)
def steps(first: date, last: date) -> Iterator[Any]:
    """Yield the steps of the cases opened on these days, each case whole."""
    import pyarrow as pa  # noqa: PLC0415 - only the publisher loads it

    from huiyin.kernel.lake.columns import arrow_schema  # noqa: PLC0415

    known = {row[0]: row for row in _cases(first, last)}
    rows, schema = _rows(known, _told(first, last)), arrow_schema(STEP_COLUMNS)
    while chunk := list(islice(rows, _BATCH)):
        arrays = _arrays(chunk)
        yield pa.record_batch([arrays[one.name] for one in STEP_COLUMNS], schema=schema)


def _cases(first: date, last: date) -> Iterator[Row]:
    """Return the cases that lived here, with how their promise of a resolution went."""
    from huiyin.kernel.lake.columns import chunks  # noqa: PLC0415

    promise = Clock.objects.filter(case=OuterRef("pk"), kind=clocks.RESOLUTION, work_order=None)
    is_broken = Q(outcome=clocks.BREACHED) | Q(fired_percent__gte=100)
    elsewhere = Q(state="closed") & (Q(resolved_at=None) | Q(resolved_at__lt=F("recorded_at")))
    lived = Case.objects.exclude(state="merged").exclude(elsewhere)
    told = lived.annotate(
        is_overdue=Exists(promise.filter(is_broken)),
        is_on_time=Exists(promise.filter(outcome=clocks.MET)),
    )
    flags = {name: name for name in ("is_overdue", "is_on_time")}
    for chunk in chunks(opened(told, "", first, last, flags)):
        yield from chunk


def _told(first: date, last: date) -> Iterator[Row]:
    from huiyin.kernel.lake.columns import chunks, moments_of  # noqa: PLC0415

    begin, end = moments_of(first, last)
    stories = Case.objects.filter(opened_at__gte=begin, opened_at__lt=end).values("ref")
    entries = Entry.objects.filter(name__in=STEPS, story__in=stories).order_by(
        "story", "at", "id"
    )
    for chunk in chunks(entries.values_list("story", "name", "at", "actor", "payload")):
        yield from chunk


def _rows(known: Mapping[str, Row], entries: Iterable[Row]) -> Iterator[Row]:
    times = _working_time()
    for ref, group in groupby(entries, key=lambda entry: entry[0]):
        if case := known.get(ref):
            told = (Told(name, at, by, json.loads(said)) for _ref, name, at, by, said in group)
            yield from _of_case(case, list(course(told)), times)


def _of_case(case: Row, told: list[Step], times: WorkingTime | None) -> Iterator[Row]:
    cuts, (is_overdue, is_on_time) = case[: len(CUT_FIELDS)], case[len(CUT_FIELDS) :]
    timeliness = "overdue" if is_overdue else "on_time" if is_on_time else ""
    moments = [_moment(one.at) for one in told]
    path = THEN.join(one.step for one in told)
    for place, one in enumerate(told):
        before = told[place - 1] if place else None
        wait = _waited(moments[place - 1], moments[place], times) if place else (None, None)
        whole = (
            (None, None) if place else (path, int((moments[-1] - moments[0]).total_seconds()))
        )
        yield (
            *cuts,
            place + 1,
            *(one.step, one.at, one.department, one.person, one.cycle),
            before.step if before else "",
            before.department if before else "",
            *wait,
            place == len(told) - 1,
            timeliness,
            *whole,
        )


def _waited(begin: datetime, end: datetime, times: WorkingTime | None) -> Row:
    seconds = int((end - begin).total_seconds())
    return seconds, times.working_between(begin, end) if times else None


def _moment(told: Any) -> datetime:
    """Return a moment as the driver gives it; SQLite knows no zones."""
    moment: datetime = datetime.fromisoformat(told) if isinstance(told, str) else told
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _working_time() -> WorkingTime | None:
    try:
        return working_times(calendars=[CALENDAR])[CALENDAR]
    except NotFound:
        return None


def _arrays(rows: list[Row]) -> dict[str, Any]:
    from huiyin.kernel.lake.columns import column  # noqa: PLC0415

    cells = dict(zip((*CUT_FIELDS, *_OWN), zip(*rows, strict=True), strict=True))
    kinds = {one.name: one.kind for one in STEP_COLUMNS}
    return cut_arrays(cells) | {name: column(cells[name], kinds[name]) for name in _OWN}
