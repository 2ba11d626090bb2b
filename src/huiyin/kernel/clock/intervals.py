"""From hours on the wall clock to intervals of UTC."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import TypeAlias
from zoneinfo import ZoneInfo

from huiyin.kernel.clock.calendar import Calendar

SECOND = 1_000_000
MINUTE = 60 * SECOND
DAY_LONG = 24 * 60 * MINUTE
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST_DAY = date(1970, 1, 1)

Interval: TypeAlias = tuple[int, int]
# From when until when the zone is how far ahead of UTC.
Offset: TypeAlias = tuple[int, int, int]


def open_intervals(
    calendar: Calendar, *, first: date, last: date
) -> tuple[int, int, list[Interval]]:
    """Return the bounds of the days [first, last) in UTC microseconds, and the sorted, disjoint
    intervals between them in which the calendar is open.
    """
    offsets = list(_offsets(ZoneInfo(calendar.zone), _days(first) - 3, _days(last) + 3))
    begin = _days(first) * DAY_LONG - offsets[0][2]
    end = _days(last) * DAY_LONG - offsets[-1][2]
    pieces = sorted(_pieces(_wall_intervals(calendar, first, last), offsets))
    return begin, end, [cut for cut in _cut(_merged(pieces), begin, end) if cut[0] < cut[1]]


def _days(day: date) -> int:
    return (day - FIRST_DAY).days


def _wall_intervals(calendar: Calendar, first: date, last: date) -> Iterator[Interval]:
    special = {unlike.day: unlike.hours for unlike in calendar.special_days}
    # Two days earlier: hours may run past midnight, up to the end of the next day.
    for number in range(_days(first) - 2, _days(last) + 2):
        day = FIRST_DAY + timedelta(days=number)
        for hours in special.get(day, calendar.week_of(day)[day.weekday()]):
            midnight = number * DAY_LONG
            yield midnight + hours.opens * MINUTE, midnight + hours.closes * MINUTE


def _pieces(wall: Iterator[Interval], offsets: Sequence[Offset]) -> Iterator[Interval]:
    """Yield, for each wall interval and each offset in force, the UTC times that show it."""
    earliest = 0
    for opens, closes in wall:
        # An offset that ended two days before matters no more: walls come sorted by day.
        while offsets[earliest][1] < opens - 2 * DAY_LONG:
            earliest += 1
        for since, until, ahead in offsets[earliest:]:
            if since > closes + DAY_LONG:
                break
            begin, end = max(opens - ahead, since), min(closes - ahead, until)
            if begin < end:
                yield begin, end


def _offsets(zone: ZoneInfo, first: int, last: int) -> Iterator[Offset]:
    """Yield the zone's distances from UTC over these days, and exactly when each begins."""
    since = first * DAY_LONG
    moments = [number * DAY_LONG for number in range(first, last + 1)]
    for early, late in pairwise(moments):
        ahead = _ahead(zone, early)
        if ahead != _ahead(zone, late):
            change = _change(zone, early, late)
            yield since, change, ahead
            since = change
    yield since, moments[-1] + DAY_LONG, _ahead(zone, moments[-1])


def _change(zone: ZoneInfo, early: int, late: int) -> int:
    before = _ahead(zone, early)
    while late - early > SECOND:
        middle = (early + late) // 2 // SECOND * SECOND
        if _ahead(zone, middle) == before:
            early = middle
        else:
            late = middle
    return late


def _ahead(zone: ZoneInfo, at: int) -> int:
    local = (EPOCH + timedelta(microseconds=at)).astimezone(zone)
    offset = local.utcoffset() or timedelta()
    return (offset.days * 86400 + offset.seconds) * SECOND


def _merged(pieces: Sequence[Interval]) -> Iterator[Interval]:
    current: Interval | None = None
    for opens, closes in pieces:
        if current is None:
            current = (opens, closes)
        elif opens <= current[1]:
            current = (current[0], max(current[1], closes))
        else:
            yield current
            current = (opens, closes)
    if current is not None:
        yield current


def _cut(intervals: Iterator[Interval], begin: int, end: int) -> Iterator[Interval]:
    return ((max(opens, begin), min(closes, end)) for opens, closes in intervals)
