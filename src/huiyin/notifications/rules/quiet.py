"""The hours in which nobody is written to without need."""

from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

QUIET_FROM: Final = time(21)
QUIET_TO: Final = time(8)


def quiet_until(at: datetime, zone: ZoneInfo) -> datetime | None:
    """Return when the quiet hours around `at` end, or None outside of them."""
    local = at.astimezone(zone)
    if QUIET_TO <= local.time() < QUIET_FROM:
        return None
    day = local.date() + timedelta(days=1 if local.time() >= QUIET_FROM else 0)
    return datetime.combine(day, QUIET_TO, tzinfo=zone).astimezone(at.tzinfo)
