"""Arithmetic of working time: what is due when, and how much has been worked.

A calendar is compiled to sorted, disjoint UTC intervals with prefix sums, in microseconds
since 1970; a question is then one or two binary searches. The same prefix function serves
deadline, elapsed time and pause, so they cannot disagree.
"""

from abc import ABC, abstractmethod
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from huiyin.kernel.clock.calendar import Calendar
from huiyin.kernel.clock.intervals import EPOCH, SECOND, open_intervals

MICROSECOND = timedelta(microseconds=1)
EARLIEST, LATEST = date(1970, 1, 3), date(2200, 1, 1)


class BeyondHorizon(ValueError):  # noqa: N818 - names what is wrong
    """The answer lies before 1970 or after 2199, or the calendar never opens again."""


class WorkingTime(ABC):
    """A calendar one can calculate with. Moments are aware; answers are in UTC."""

    __slots__ = ()

    @abstractmethod
    def add_working(self, start: datetime, seconds: float) -> datetime:
        """Return the earliest moment by which `seconds` have been worked since `start`."""

    @abstractmethod
    def working_between(self, start: datetime, end: datetime) -> int:
        """Return the whole seconds worked in [start, end); 0 where end is not after start."""

    @abstractmethod
    def is_open(self, at: datetime) -> bool:
        """Return whether `at` is worked; closing time itself is not."""

    @abstractmethod
    def next_open(self, at: datetime) -> datetime:
        """Return the earliest worked moment that is not before `at`."""


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is UTC:
        return moment
    if moment.tzinfo is None:
        message = f"{moment} has no time zone"
        raise ValueError(message)
    return moment.astimezone(UTC)


def _refuse_negative(seconds: float) -> None:
    if seconds < 0:
        message = f"cannot work {seconds} seconds"
        raise ValueError(message)


class _Always(WorkingTime):
    """Every moment counts: plain arithmetic."""

    __slots__ = ()

    def add_working(self, start: datetime, seconds: float) -> datetime:
        if seconds < 0:
            _refuse_negative(seconds)
        return _utc(start) + timedelta(seconds=seconds)

    def working_between(self, start: datetime, end: datetime) -> int:
        worked = end - start
        # Not total_seconds(): a float would round the last microsecond up.
        return worked.days * 86400 + worked.seconds if worked.days >= 0 else 0

    def is_open(self, at: datetime) -> bool:
        _utc(at)
        return True

    def next_open(self, at: datetime) -> datetime:
        return _utc(at)


ALWAYS: WorkingTime = _Always()


@dataclass(frozen=True, slots=True)
class _Table:
    """Open intervals of [begin, end), and the time worked by the end of each."""

    first: date
    last: date
    begin: int
    end: int
    opens: list[int]
    closes: list[int]
    worked: list[int]

    def worked_by(self, at: int) -> int:
        i = bisect_right(self.opens, at) - 1
        if i < 0:
            return 0
        return self.worked[i] - max(0, self.closes[i] - at)

    def is_open(self, at: int) -> bool:
        i = bisect_right(self.opens, at) - 1
        return i >= 0 and at < self.closes[i]


class _Compiled(WorkingTime):
    """A calendar compiled for some years; compiled farther when a question goes beyond."""

    __slots__ = ("_calendar", "_table")

    def __init__(self, calendar: Calendar, *, first: date, last: date) -> None:
        self._calendar = calendar
        self._table = _compile(calendar, first=first, last=last)

    def add_working(self, start: datetime, seconds: float) -> datetime:
        if seconds < 0:
            _refuse_negative(seconds)
        at = (start - EPOCH) // MICROSECOND
        more = round(seconds * SECOND)
        if more == 0:
            return _utc(start)
        table = self._covering(at, at)
        while True:
            # Positions are relative to a table: asked again of each longer one.
            wanted = table.worked_by(at) + more
            if table.worked and wanted <= table.worked[-1]:
                break
            table = self._extend_forward(table)
        i = bisect_left(table.worked, wanted)
        due = table.closes[i] - (table.worked[i] - wanted)
        return EPOCH + timedelta(microseconds=due)

    def working_between(self, start: datetime, end: datetime) -> int:
        first = (start - EPOCH) // MICROSECOND
        last = (end - EPOCH) // MICROSECOND
        if last <= first:
            return 0
        table = self._covering(first, last)
        return (table.worked_by(last) - table.worked_by(first)) // SECOND

    def is_open(self, at: datetime) -> bool:
        moment = (at - EPOCH) // MICROSECOND
        return self._covering(moment, moment).is_open(moment)

    def next_open(self, at: datetime) -> datetime:
        moment = (at - EPOCH) // MICROSECOND
        table = self._covering(moment, moment)
        if table.is_open(moment):
            return _utc(at)
        while (i := bisect_right(table.opens, moment)) == len(table.opens):
            table = self._extend_forward(table)
        return EPOCH + timedelta(microseconds=table.opens[i])

    def _covering(self, first: int, last: int) -> _Table:
        table = self._table
        if table.begin <= first and last < table.end:
            return table
        while first < table.begin:
            table = self._extend_backward(table)
        while last >= table.end:
            table = self._extend_forward(table)
        return table

    def _extend_forward(self, table: _Table) -> _Table:
        if table.last >= LATEST:
            message = f"no working time of {self._calendar.zone} is left before {LATEST}"
            raise BeyondHorizon(message)
        span = table.last - table.first + timedelta(days=366)
        return self._replace(table.first, min(table.last + span, LATEST))

    def _extend_backward(self, table: _Table) -> _Table:
        if table.first <= EARLIEST:
            message = f"working time is not known before {EARLIEST}"
            raise BeyondHorizon(message)
        span = table.last - table.first + timedelta(days=366)
        return self._replace(max(table.first - span, EARLIEST), table.last)

    def _replace(self, first: date, last: date) -> _Table:
        # One assignment of a finished value: threads see the old table or the new one.
        self._table = table = _compile(self._calendar, first=first, last=last)
        return table


def compile_calendar(calendar: Calendar, *, first: date, last: date) -> WorkingTime:
    """Return `calendar` ready to calculate with, compiled for the days [first, last).

    Questions beyond those days are answered too, at the price of compiling more of them.
    """
    if not EARLIEST <= first < last <= LATEST:
        message = f"cannot compile a calendar from {first} to {last}"
        raise BeyondHorizon(message)
    if calendar.is_always_open:
        return ALWAYS
    return _Compiled(calendar, first=first, last=last)


def _compile(calendar: Calendar, *, first: date, last: date) -> _Table:
    begin, end, pairs = open_intervals(calendar, first=first, last=last)
    worked: list[int] = []
    total = 0
    for opens, closes in pairs:
        total += closes - opens
        worked.append(total)
    return _Table(
        first=first,
        last=last,
        begin=begin,
        end=end,
        opens=[opens for opens, _ in pairs],
        closes=[closes for _, closes in pairs],
        worked=worked,
    )
