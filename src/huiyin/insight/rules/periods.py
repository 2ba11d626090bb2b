"""Periods of reports: half-open spans of days, each with the one before it."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Period:
    """A month (`2015-06`), from its first day to the first of the next, excluded."""

    first: date
    after: date

    @property
    def code(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def days(self) -> int:
        return (self.after - self.first).days

    @property
    def previous(self) -> "Period":
        return month_of(self.first - timedelta(days=1))

    @property
    def next(self) -> "Period":
        return month_of(self.after)

    @property
    def year_before(self) -> "Period":
        return month_of(self.first.replace(year=self.first.year - 1))

    @property
    def last(self) -> date:
        return self.after - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Spans:
    """A month and what it is compared with: all of them, or as many days of each."""

    now: Period
    before: Period
    year: Period

    @property
    def is_cut(self) -> bool:
        """Return whether the month is not over, so that only its first days are compared."""
        return self.now.after.day != 1


def compared(period: Period, *, until: date | None) -> Spans:
    """Return the spans to compare. A month that is not over on `until` is compared with as
    many days of the others: three weeks against four would always have fallen.
    """
    others = (period, period.previous, period.year_before)
    if until is None or not period.first <= until < period.last:
        return Spans(*others)
    days = timedelta(days=(until - period.first).days + 1)
    return Spans(*(Period(one.first, min(one.after, one.first + days)) for one in others))


def month_of(day: date) -> Period:
    """Return the month of a day."""
    first = day.replace(day=1)
    return Period(first, (first + timedelta(days=31)).replace(day=1))


def parse_month(text: str) -> Period | None:
    """Return the month written as 2015-06; None where the text is no month."""
    year, _dash, month = text.partition("-")
    if not (year.isdecimal() and month.isdecimal() and len(text) == 7 and text.isascii()):
        return None
    if not (1990 <= int(year) <= 2200 and 1 <= int(month) <= 12):
        return None
    return month_of(date(int(year), int(month), 1))
