"""When a report is sent, and what it covers. Pure: the house's zone is an argument."""

from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from huiyin.insight.rules.periods import Period, month_of

HOUR = time(8)
# On the second day: by then the last of the month before has been told to the lake.
MONTH_DAY = 2


class Rhythm(StrEnum):
    """How often: the month before, each month; or each Monday the month so far."""

    MONTHLY = "monthly"
    WEEKLY = "weekly"


class Form(StrEnum):
    """As what it is sent."""

    PDF = "pdf"
    XLSX = "xlsx"
    LINK = "link"


def next_run(rhythm: Rhythm, *, after: datetime, zone: ZoneInfo) -> datetime:
    """Return the first moment later than `after` at which it is sent, at 08:00 of the house."""
    day = after.astimezone(zone).date()
    while True:
        moment = datetime.combine(day, HOUR, zone)
        is_day = day.day == MONTH_DAY if rhythm == Rhythm.MONTHLY else day.isoweekday() == 1
        if is_day and moment > after:
            return moment
        day += timedelta(days=1)


def covered(rhythm: Rhythm, *, due_at: datetime, zone: ZoneInfo) -> Period:
    """Return the month that what is due then is about."""
    day = due_at.astimezone(zone).date()
    if rhythm == Rhythm.MONTHLY:
        return month_of(day).previous
    return month_of(day - timedelta(days=1))
