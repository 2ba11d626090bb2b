"""Calendars as they are stored, and what a revision may change of one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from huiyin.kernel.clock import Calendar, HolidayYear, Hours, SpecialDay, Week

BEGINNING = date(1970, 1, 1)
FROM_HOLIDAYS = "holidays"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDraft:
    """What a person wants a calendar to say."""

    zone: str
    weekly: Week
    special_days: tuple[SpecialDay, ...] = ()


def stored_week(week: Week) -> list[list[list[int]]]:
    return [[[hours.opens, hours.closes] for hours in day] for day in week]


def stored_days(days: Iterable[SpecialDay]) -> list[dict[str, Any]]:
    return [
        {
            "day": special.day.isoformat(),
            "hours": [[hours.opens, hours.closes] for hours in special.hours],
            "name": special.name,
            "origin": special.origin,
        }
        for special in sorted(days, key=lambda special: special.day)
    ]


def read_calendar(
    *, zone: str, weeks: Sequence[dict[str, Any]], special_days: Sequence[dict[str, Any]]
) -> Calendar:
    """Return the stored calendar as a value; raise InvalidCalendar where it makes no sense."""
    first, *later = weeks
    return Calendar(
        zone=zone,
        weekly=_week(first["weekly"]),
        later_weeks=tuple(
            (date.fromisoformat(week["from"]), _week(week["weekly"])) for week in later
        ),
        special_days=tuple(
            SpecialDay(
                day=date.fromisoformat(one["day"]),
                hours=_hours(one["hours"]),
                name=one["name"],
                origin=one["origin"],
            )
            for one in special_days
        ),
    )


def _week(stored: Sequence[Sequence[Sequence[int]]]) -> Week:
    return tuple(_hours(day) for day in stored)


def _hours(stored: Sequence[Sequence[int]]) -> tuple[Hours, ...]:
    return tuple(Hours(opens, closes) for opens, closes in stored)


def stored_weeks(calendar: Calendar) -> list[dict[str, Any]]:
    weeks = ((BEGINNING, calendar.weekly), *calendar.later_weeks)
    return [{"from": day.isoformat(), "weekly": stored_week(week)} for day, week in weeks]


def revised(current: Calendar | None, draft: CalendarDraft, *, applies_from: date) -> Calendar:
    """Return `current` until `applies_from` and `draft` from then on.

    What was worked in the past stays as it was, so that finished clocks can be checked again.
    The zone is that of the draft throughout. Raise InvalidCalendar where the draft is.
    """
    if current is None:
        return Calendar(zone=draft.zone, weekly=draft.weekly, special_days=draft.special_days)
    kept_days = [special for special in current.special_days if special.day < applies_from]
    new_days = [special for special in draft.special_days if special.day >= applies_from]
    weeks = [week for week in current.later_weeks if week[0] < applies_from]
    if current.week_of(applies_from) != draft.weekly or len(weeks) < len(current.later_weeks):
        weeks.append((applies_from, draft.weekly))
    return Calendar(
        zone=draft.zone,
        weekly=current.weekly,
        later_weeks=tuple(weeks),
        special_days=(*kept_days, *new_days),
    )


def holidays_as_special_days(
    years: Iterable[HolidayYear], *, weekly: Week
) -> tuple[SpecialDay, ...]:
    """Return days off as closed days, and weekend days worked in lieu (调休) as ordinary
    working days: with the hours of the first weekday that has any.
    """
    ordinary = next((hours for hours in weekly if hours), ())
    special: dict[date, SpecialDay] = {}
    for year in years:
        for day, name in year.days_off:
            special[day] = SpecialDay(day, (), name, FROM_HOLIDAYS)
        for day in year.worked_in_lieu:
            special[day] = SpecialDay(day, ordinary, "", FROM_HOLIDAYS)
    return tuple(special[day] for day in sorted(special))


def with_holidays(
    calendar: Calendar, years: Sequence[HolidayYear], *, week: Week, since: date
) -> tuple[SpecialDay, ...]:
    """Return the special days of `calendar` with the holidays of `years` as they are now known.

    A day that a person gave stays as it is, and so does every day before `since`.
    """
    numbers = {year.year for year in years}
    kept = [
        special
        for special in calendar.special_days
        if special.origin != FROM_HOLIDAYS
        or special.day.year not in numbers
        or special.day < since
    ]
    taken = {special.day for special in kept}
    fresh = holidays_as_special_days(years, weekly=week)
    new = (one for one in fresh if one.day >= since and one.day not in taken)
    both = (*kept, *new)
    return tuple(sorted(both, key=lambda special: special.day))
