"""Rows of a database statement as Arrow columns, without a Python object per row and field."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from huiyin.kernel.lake.datasets import Column, Kind

FETCHED = 20_000
_QUARTER_HOUR = 900
ARROW_TYPES = {
    Kind.TEXT: pa.string(),
    Kind.WHOLE: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.YES_NO: pa.bool_(),
    Kind.MOMENT: pa.timestamp("us", tz="UTC"),
    Kind.DAY: pa.date32(),
}


def arrow_schema(columns: Sequence[Column]) -> pa.Schema:
    """Return how these columns are stored."""
    return pa.schema([(column.name, ARROW_TYPES[column.kind]) for column in columns])


def moments_of(first: date, last: date) -> tuple[datetime, datetime]:
    """Return the half-open span of these days, both included, in the reporting zone."""
    zone = reporting_zone()
    after = last + timedelta(days=1)
    return datetime.combine(first, time(), zone), datetime.combine(after, time(), zone)


def reporting_zone() -> ZoneInfo:
    """Return the one zone in which days and hours are reported."""
    return ZoneInfo(settings.TIME_ZONE)


def chunks(rows: "QuerySet[Any, Any]") -> Iterator[list[tuple[Any, ...]]]:
    """Yield the rows of a `values_list` in chunks as the driver gives them.

    Django would build moments and booleans one by one; `column` does it for a whole chunk.
    """
    sql, parameters = rows.query.sql_with_params()
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, parameters)
        while found := cursor.fetchmany(FETCHED):
            yield list(found)


def column(cells: Sequence[Any], kind: Kind) -> pa.Array:
    """Return cells as a driver gives them as an Arrow array of that kind."""
    wanted = ARROW_TYPES[kind]
    if kind == Kind.MOMENT:
        return _moments(cells)
    if kind == Kind.YES_NO:
        # SQLite has no booleans, only 0 and 1.
        return pa.array([None if cell is None else bool(cell) for cell in cells], wanted)
    return pa.array(cells, wanted)


def _moments(cells: Sequence[Any]) -> pa.Array:
    known = next((cell for cell in cells if cell is not None), None)
    if isinstance(known, str):
        naive = pc.cast(pa.array(cells, pa.string()), pa.timestamp("us"))
        return pc.assume_timezone(naive, "UTC") if len(naive) else _no_moments(0)
    if known is None:
        return _no_moments(len(cells))
    return pa.array(cells, ARROW_TYPES[Kind.MOMENT])


def _no_moments(count: int) -> pa.Array:
    return pa.nulls(count, ARROW_TYPES[Kind.MOMENT])


def seconds_between(start: pa.Array, end: pa.Array) -> pa.Array:
    """Return whole seconds from one to the other; null where either is missing."""
    apart = pc.subtract(pc.cast(end, pa.int64()), pc.cast(start, pa.int64()))
    return pc.floor(pc.divide(pc.cast(apart, pa.float64()), 1e6)).cast(pa.int64())


def local_parts(moments: pa.Array) -> tuple[pa.Array, pa.Array, pa.Array]:
    """Return day, hour (0-23) and weekday (1 Monday - 7 Sunday) in the reporting zone."""
    seconds = np.floor_divide(pc.cast(moments, pa.int64()).to_numpy(), 1_000_000)
    quarters, place = np.unique(seconds // _QUARTER_HOUR, return_inverse=True)
    # Offsets change on quarters of an hour: one look-up for each, not for each row.
    zone = reporting_zone()
    offsets = np.array([_offset(int(q) * _QUARTER_HOUR, zone) for q in quarters], np.int64)
    local = seconds + offsets[place] if len(quarters) else seconds
    days = local // 86_400
    return (
        pa.array(days.astype("int32")).cast(pa.date32()),
        pa.array(local // 3600 % 24),
        pa.array((days + 3) % 7 + 1),
    )


def _offset(second: int, zone: ZoneInfo) -> int:
    offset = datetime.fromtimestamp(second, zone).utcoffset()
    return int(offset.total_seconds()) if offset else 0
