"""What a working calendar says, as a value."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DAY = 24 * 60


class InvalidCalendar(ValueError):  # noqa: N818 - names what is wrong
    """The calendar cannot be worked by; the message says why."""


@dataclass(frozen=True, slots=True, order=True)
class Hours:
    """Half-open working hours of one day, in minutes after its midnight on the wall clock.

    An end beyond 1440 runs past midnight: `Hours(1320, 1800)` is 22:00 to 06:00 of the next
    day, and belongs to the day on which it begins.
    """

    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not (0 <= self.opens < DAY and self.opens < self.closes <= 2 * DAY):
            message = f"hours from minute {self.opens} to minute {self.closes} do not exist"
            raise InvalidCalendar(message)


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that is unlike its weekday: these hours instead; none at all is a closed day.

    One form serves holidays, adjusted working days (调休) and extra opening alike. `origin` is
    `holidays` where the day comes from the published holidays, empty where a person gave it.
    """

    day: date
    hours: tuple[Hours, ...] = ()
    name: str = ""
    origin: str = ""


# The hours of each weekday, Monday first.
Week: TypeAlias = tuple[tuple[Hours, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Weekly hours (Monday first, several a day allowed) in a zone, and the days unlike them.

    Open is exactly when the wall clock of the zone shows one of the hours: an hour that the
    clock skips in spring is not worked, one that it shows twice in autumn is worked twice.
    Raise InvalidCalendar where there is no such zone, or never an open hour.
    """

    zone: str
    weekly: Week
    special_days: tuple[SpecialDay, ...] = ()
    # Weekly hours that replace `weekly` from a day on, in the order of those days.
    later_weeks: tuple[tuple[date, Week], ...] = ()

    def __post_init__(self) -> None:
        self._refuse_odd_weeks()
        self._refuse_odd_days()
        try:
            ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            message = f"there is no time zone {self.zone!r}"
            raise InvalidCalendar(message) from error

    def _refuse_odd_weeks(self) -> None:
        for week in (self.weekly, *(week for _, week in self.later_weeks)):
            if len(week) != 7:
                message = f"a week has 7 days, not {len(week)}"
                raise InvalidCalendar(message)
        begins = [day for day, _ in self.later_weeks]
        if sorted(set(begins)) != begins:
            message = "later weekly hours come in the order of their days, each day once"
            raise InvalidCalendar(message)

    def _refuse_odd_days(self) -> None:
        days = [special.day for special in self.special_days]
        if len(set(days)) != len(days):
            message = "a day is given twice among the special days"
            raise InvalidCalendar(message)
        last_week = self.later_weeks[-1][1] if self.later_weeks else self.weekly
        if not any(last_week) and not any(special.hours for special in self.special_days):
            message = "the calendar has no working hours: nothing would ever fall due"
            raise InvalidCalendar(message)

    def week_of(self, day: date) -> Week:
        """Return the weekly hours that apply on `day`."""
        weeks = (week for begins, week in reversed(self.later_weeks) if begins <= day)
        return next(weeks, self.weekly)

    @property
    def is_always_open(self) -> bool:
        """Return whether every moment is worked, so that no table is needed."""
        if self.special_days or self.later_weeks:
            return False
        return all(Hours(0, DAY) in hours for hours in self.weekly)
