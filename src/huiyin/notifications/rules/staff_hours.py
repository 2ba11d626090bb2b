"""When what a colleague should know leaves the house, if they want it sent to them at all."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

AT_ONCE: Final = "at_once"
HOURLY: Final = "hourly"
DAILY: Final = "daily"
AFTER_QUIET: Final = "after_quiet"


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffWish:
    """What one colleague wants; times of day by the operator's clock, quiet to be half-open.

    Quiet hours may pass midnight; None in both means that no hour is quiet.
    """

    is_sent: bool = False
    quiet_from: time | None = None
    quiet_to: time | None = None
    gather: str = AT_ONCE
    daily_at: time | None = None


def what_is_wrong(wish: StaffWish) -> str:
    """Return which rule it breaks (`half`, `empty`, `no_quiet`, `no_time`), or nothing."""
    if (wish.quiet_from is None) != (wish.quiet_to is None):
        return "half"
    if wish.quiet_from is not None and wish.quiet_from == wish.quiet_to:
        return "empty"
    if wish.gather == AFTER_QUIET and wish.quiet_to is None:
        return "no_quiet"
    return "no_time" if wish.gather == DAILY and wish.daily_at is None else ""


def leaves_at(at: datetime, wish: StaffWish, zone: ZoneInfo, *, is_urgent: bool) -> datetime:
    """Return when a notice of `at` may leave: never before `at`, never in quiet hours.

    What is urgent leaves at once, whatever was wished.
    """
    if is_urgent:
        return at
    gathered = _gathered(at, wish, zone)
    return _quiet_end(gathered, wish, zone) or gathered


def _gathered(at: datetime, wish: StaffWish, zone: ZoneInfo) -> datetime:
    if wish.gather == HOURLY:
        return _next_hour(at, zone)
    if wish.gather == DAILY and wish.daily_at is not None:
        return _next_time(at, wish.daily_at, zone)
    if wish.gather == AFTER_QUIET and wish.quiet_to is not None:
        return _next_time(at, wish.quiet_to, zone)
    return at


def _quiet_end(at: datetime, wish: StaffWish, zone: ZoneInfo) -> datetime | None:
    """Return when the quiet hours around `at` end, or None outside of them."""
    if wish.quiet_from is None or wish.quiet_to is None:
        return None
    local = at.astimezone(zone).time()
    if wish.quiet_from < wish.quiet_to:
        is_quiet = wish.quiet_from <= local < wish.quiet_to
    else:
        is_quiet = local >= wish.quiet_from or local < wish.quiet_to
    return _next_time(at, wish.quiet_to, zone) if is_quiet else None


def _next_hour(at: datetime, zone: ZoneInfo) -> datetime:
    # By the clock on the wall: some zones are half an hour off, and then the hour is too.
    local = at.astimezone(zone)
    past = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
    return at - past + timedelta(hours=1)


def _next_time(at: datetime, wall: time, zone: ZoneInfo) -> datetime:
    """Return when a clock in `zone` shows `wall` next after `at`.

    A time that is left out when clocks go forward comes as much later; one that comes twice
    when they go back counts both times.
    """
    today = at.astimezone(zone).date()
    days = (today + timedelta(days=days) for days in (-1, 0, 1, 2))
    return min(moment for day in days for moment in _showing(day, wall, zone) if moment > at)


def _showing(day: date, wall: time, zone: ZoneInfo) -> list[datetime]:
    before, after = (
        datetime.combine(day, wall.replace(fold=fold), tzinfo=zone).astimezone(UTC)
        for fold in (0, 1)
    )
    # In an hour that is left out, the two offsets are the other way round.
    return [before, after] if before <= after else [before]
