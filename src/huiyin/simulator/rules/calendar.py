"""When people complain: by hour and day of the week, on working days and holidays."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from random import Random

import holidays

# Complaints per hour of the day, local time: on working days, and on free ones.
WORKDAY = (2, 1, 1, 1, 1, 2, 4, 8, 15, 19, 19, 15, 11, 12, 15, 16, 15, 14, 13, 14, 15, 12, 7, 4)
FREE_DAY = (3, 2, 1, 1, 1, 1, 2, 4, 8, 12, 14, 13, 10, 10, 11, 11, 11, 11, 11, 13, 15, 13, 9, 5)
WEEK = (1.14, 1.06, 1.02, 1.0, 1.04, 0.86, 0.78)
HOLIDAY, AFTER_HOLIDAY = 0.66, 1.3


def arrivals(day: date, *, usual: float, zone: tzinfo, key: str) -> list[datetime]:
    """Return when people complain on one local day, `usual` of them on an ordinary one.

    The same day of the same key has the same moments, however many days are played.
    """
    random = Random(f"{key}:{day}")  # noqa: S311 - a play, not a secret
    mean = usual * weight(day)
    count = max(0, round(random.gauss(mean, mean**0.5)))
    hours = FREE_DAY if is_free(day) else WORKDAY
    midnight = datetime.combine(day, time(), zone)
    moments = [
        midnight + timedelta(hours=hour, seconds=random.uniform(0, 3600))
        for hour in random.choices(range(24), weights=hours, k=count)
    ]
    return sorted(moment.astimezone(UTC) for moment in moments)


def weight(day: date) -> float:
    """Return how busy a day is against an ordinary one."""
    if _is_holiday(day):
        return HOLIDAY
    yesterday = day - timedelta(days=1)
    return AFTER_HOLIDAY if _is_holiday(yesterday) else WEEK[day.weekday()]


def is_free(day: date) -> bool:
    """Return whether most people have the day off."""
    return day.weekday() >= 5 or _is_holiday(day)


def days_until(until: datetime, *, days: int, zone: tzinfo) -> list[date]:
    """Return the local days up to and with that of `until`, the first `days` days before."""
    last = until.astimezone(zone).date()
    return [last - timedelta(days=back) for back in range(days, -1, -1)]


def _is_holiday(day: date) -> bool:
    return day in _holidays(day.year)


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("CN", years=year))
