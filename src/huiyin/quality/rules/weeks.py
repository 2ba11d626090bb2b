"""Weeks as the operator's calendar has them (ISO 8601: Monday to Sunday, `2026-W47`)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# On Monday morning the last answers of Sunday night are known.
SETTLED = timedelta(hours=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A week, half open, in UTC."""

    code: str
    since: datetime
    until: datetime


def week_around(day: date, *, zone: ZoneInfo) -> Week:
    """Return the week a day lies in."""
    monday = day - timedelta(days=day.weekday())
    year, number, _weekday = monday.isocalendar()
    return Week(
        code=f"{year}-W{number:02d}",
        since=_begin(monday, zone),
        until=_begin(monday + timedelta(days=7), zone),
    )


def weeks_over(*, at: datetime, zone: ZoneInfo, count: int) -> list[Week]:
    """Return the last weeks that are over and settled, the latest first."""
    today = (at - SETTLED).astimezone(zone).date()
    return [
        week_around(today - timedelta(days=7 * back), zone=zone) for back in range(1, count + 1)
    ]


def _begin(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)
