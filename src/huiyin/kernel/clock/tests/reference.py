"""The same questions answered slowly and plainly: minute by minute, by the wall clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from huiyin.kernel.clock import Calendar

MINUTE = timedelta(minutes=1)


def is_open(calendar: Calendar, at: datetime) -> bool:
    wall = at.astimezone(ZoneInfo(calendar.zone)).replace(tzinfo=None)
    special = {unlike.day: unlike.hours for unlike in calendar.special_days}
    for days_ago in (0, 1):
        day = wall.date() - timedelta(days=days_ago)
        midnight = datetime(day.year, day.month, day.day)
        minute = (wall - midnight) / MINUTE
        hours = special.get(day, calendar.weekly[day.weekday()])
        if any(one.opens <= minute < one.closes for one in hours):
            return True
    return False


def working_between(calendar: Calendar, start: datetime, end: datetime) -> int:
    """For whole minutes."""
    worked = 0
    at = start.astimezone(UTC)
    while at < end:
        worked += 60 * is_open(calendar, at)
        at += MINUTE
    return worked


def add_working(calendar: Calendar, start: datetime, minutes: int) -> datetime:
    at = start.astimezone(UTC)
    while minutes > 0:
        minutes -= is_open(calendar, at)
        at += MINUTE
    return at
