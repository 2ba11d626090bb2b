from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction

from huiyin.kernel.access.roles import Actor
from huiyin.kernel.clock import HolidayYear, public_holidays
from huiyin.standards.actions.revise_calendar import revise_calendar
from huiyin.standards.models import CalendarVersion
from huiyin.standards.queries.calendars import calendar_value, latest_versions
from huiyin.standards.rules.calendars import CalendarDraft, with_holidays

YEARS_AHEAD = 1


def refresh_holidays(
    *,
    at: datetime,
    actor: Actor,
    holidays: Callable[..., Sequence[HolidayYear]] = public_holidays,
) -> dict[str, list[int]]:
    """Bring calendars with a country up to what its government has announced by now.

    Return, for each of them, the years whose days worked in lieu are not announced yet. Days
    that a person gave stay, and so do all days before today.
    """
    years = range(at.year, at.year + YEARS_AHEAD + 1)
    missing: dict[str, list[int]] = {}
    with transaction.atomic():
        for version in latest_versions():
            calendar = version.calendar
            if not calendar.holiday_country:
                continue
            found = holidays(
                country=calendar.holiday_country,
                subdivision=calendar.holiday_subdivision,
                years=years,
            )
            missing[calendar.code] = [one.year for one in found if not one.is_announced]
            _revise_if_changed(version, found, at=at, actor=actor)
    return missing


def _revise_if_changed(
    version: CalendarVersion, found: Sequence[HolidayYear], *, at: datetime, actor: Actor
) -> None:
    current = calendar_value(version)
    week = current.week_of(at.date())
    days = with_holidays(current, found, week=week, since=at.date())
    unannounced = [one.year for one in found if not one.is_announced]
    if days == current.special_days and unannounced == version.unannounced_years:
        return
    revise_calendar(
        calendar=version.calendar.code,
        names=version.calendar.names,
        draft=CalendarDraft(zone=version.zone, weekly=week, special_days=days),
        seen_number=version.number,
        applies_from=at.date(),
        unannounced_years=unannounced,
        at=at,
        actor=actor,
    )
