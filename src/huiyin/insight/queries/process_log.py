"""The process map of an event log in a file: the same measures, on nobody's records."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from huiyin.insight.queries.process import measure_course
from huiyin.insight.queries.process_statements import EVENTS, READ, process_statements
from huiyin.insight.rules.process.columns import COLUMNS, NEEDED
from huiyin.insight.rules.process.course import Course
from huiyin.kernel.lake.read import aside
from huiyin.kernel.tabular.cells import as_moment, as_text
from huiyin.kernel.tabular.mapping import guess_mapping
from huiyin.kernel.tabular.problems import BadCell
from huiyin.kernel.tabular.reading import TableRow, open_table


@dataclass(frozen=True, slots=True, kw_only=True)
class LogMap:
    """The course told by a log: its events, those left out, and which columns said what."""

    course: Course
    events: int
    left_out: int
    columns: Mapping[str, str]


def map_of_log(*, path: Path, name: str, columns: Mapping[str, str]) -> LogMap:
    """Return the course of the cases in a file. What `columns` leaves open is guessed.

    Events without a case, an activity or a readable moment are left out. Raises
    TableProblem for a file that cannot be read or lacks a column.
    """
    with open_table(path) as table:
        guessed = guess_mapping(table.headers, COLUMNS)
        chosen = {of: columns.get(of) or guessed.get(of, "") for of in COLUMNS}
        wanted = [chosen[of] or of for of in NEEDED]
        table.require([*wanted, *filter(None, [chosen["resource"]])], name=name)
        rows = list(table.rows)
    zone = ZoneInfo(settings.TIME_ZONE)
    events = [one for row in rows if (one := _event(row, chosen, zone))]
    course = _measured(events) if events else Course()
    return LogMap(
        course=replace(course, is_ours=False),
        events=len(events),
        left_out=len(rows) - len(events),
        columns=chosen,
    )


def _event(row: TableRow, columns: Mapping[str, str], zone: ZoneInfo) -> dict[str, Any] | None:
    told = {of: row.cells.get(columns[of]) if columns[of] else None for of in COLUMNS}
    try:
        at = as_moment(told["time"], zone=zone)
    except BadCell:
        return None
    ref, step = as_text(told["case"]).strip(), as_text(told["activity"]).strip()
    if at is None or not ref or not step:
        return None
    return {
        "ref": ref,
        "step": step,
        "at": at.astimezone(UTC),
        "at_department": as_text(told["resource"]).strip(),
        "line": row.number,
    }


def _measured(events: list[dict[str, Any]]) -> Course:
    import pyarrow as pa  # noqa: PLC0415 - only who reads a log loads it

    from huiyin.kernel.lake.columns import arrow_schema  # noqa: PLC0415
    from huiyin.kernel.lake.datasets import Column  # noqa: PLC0415

    schema = arrow_schema([Column(name, kind, "") for name, kind in EVENTS.items()])
    table = pa.Table.from_pylist(events, schema)
    # Engines disagree about zones: plain moments of UTC.
    plain = table.set_column(2, "at", table["at"].cast(pa.timestamp("us")))
    with aside({"log_events": plain}) as lake:
        shown = ", ".join(READ)
        ordered = process_statements()["ordered"]
        return measure_course(lake, (f"SELECT {shown} FROM ({ordered})", ()))  # noqa: S608
