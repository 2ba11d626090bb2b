"""Decisions about duty, routes and authority, as plain Python."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TypeAlias
from zoneinfo import ZoneInfo

from huiyin.kernel.clock import Calendar, Hours, InvalidCalendar, WorkingTime, compile_calendar

Week: TypeAlias = tuple[tuple[tuple[int, int], ...], ...]

ABSENCE_KINDS = ("leave", "sick", "training", "other")
DEPARTMENTS = ("care", "technical", "business", "network", "billing", "supervision")
TEAM_LEAD, DEPARTMENT_HEAD, SUPERVISION = "team_lead", "department_head", "supervision"
LEVELS = (TEAM_LEAD, DEPARTMENT_HEAD, SUPERVISION)
NEVER: Week = ((),) * 7
ROUND_THE_CLOCK: Week = (((0, 1440),),) * 7
# A shift longer than this is a slip of the pen, not a duty.
LONGEST_SHIFT = timedelta(hours=36)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Matters of this topic, region and tier (empty: any) go to this department and team."""

    topic_prefix: str
    region_prefix: str
    tier: str
    department: str
    team: str


def most_specific_first(routes: Iterable[Route]) -> list[Route]:
    """Sort so that the first route that fits decides: topic before tier before region."""
    return sorted(
        routes,
        key=lambda route: (
            -route.topic_prefix.count(".") - bool(route.topic_prefix),
            not route.tier,
            -len(route.region_prefix),
            route.topic_prefix,
            route.tier,
            route.region_prefix,
        ),
    )


def route_fits(*, route: Route, topic: str, region: str, tier: str) -> bool:
    """Return whether a matter takes this route; a prefix is whole parts of a topic's code."""
    is_topic = f"{topic}.".startswith(f"{route.topic_prefix}." if route.topic_prefix else "")
    is_region = region.startswith(route.region_prefix)
    return is_topic and is_region and route.tier in ("", tier)


def week_of(hours: Sequence[Sequence[Sequence[int]]]) -> Week:
    """Return stored hours as a value; no hours at all is a week never worked."""
    return tuple(tuple((o, c) for o, c in day) for day in hours) or NEVER


def read_week(text: str) -> Week:
    """Read a week as people write it: `mon-fri 09:00-18:00; sat 09:00-12:00`, `24x7`, or ``.

    Hours that end before they begin run past midnight. Raise InvalidCalendar, which says
    what cannot be read.
    """
    written = text.strip().lower()
    if not written:
        return NEVER
    if written in ("24x7", "7x24", "always"):
        return ROUND_THE_CLOCK
    week: list[list[tuple[int, int]]] = [[] for _ in range(7)]
    for part in written.replace("；", ";").split(";"):
        days, _, hours = part.strip().partition(" ")
        for day in _days(days):
            week[day] += [_span(span) for span in hours.replace("，", ",").split(",")]
    return tuple(tuple(sorted(day)) for day in week)


def write_week(week: Week) -> str:
    """Write a week down as `read_week` reads it."""
    if week == ROUND_THE_CLOCK:
        return "24x7"
    return "; ".join(f"{_span_of_days(a, b)} {hours}" for a, b, hours in runs_of(week))


def runs_of(week: Week) -> list[tuple[int, int, str]]:
    """Return days in a row with the same hours as (first, last, hours), without free days."""
    parts: list[tuple[int, int, str]] = []
    for day, spans in enumerate(week):
        hours = day_in_words(spans)
        if parts and parts[-1][2] == hours and parts[-1][1] == day - 1:
            parts[-1] = (parts[-1][0], day, hours)
        else:
            parts.append((day, day, hours))
    return [part for part in parts if part[2]]


def day_in_words(day: Sequence[tuple[int, int]]) -> str:
    """Return the hours of one day as people read them, empty on a free day."""
    return ", ".join(f"{_clock(opens)}-{_clock(closes)}" for opens, closes in day)


DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _days(text: str) -> range:
    first, _, last = text.partition("-")
    try:
        start, end = DAYS.index(first), DAYS.index(last or first)
    except ValueError:
        message = f"{text!r} is no day of the week; write mon, tue-fri"
        raise InvalidCalendar(message) from None
    if end < start:
        message = f"{text!r} runs backwards"
        raise InvalidCalendar(message)
    return range(start, end + 1)


def _span(text: str) -> tuple[int, int]:
    opens, _, closes = text.strip().partition("-")
    start, end = _minute(opens), _minute(closes)
    span = (start, end if end > start else end + 1440)
    Hours(*span)
    return span


def _minute(text: str) -> int:
    hour, _, minute = text.strip().partition(":")
    if not (hour.isascii() and hour.isdigit() and minute.isascii() and minute.isdigit()):
        message = f"{text!r} is no time of day; write 09:00"
        raise InvalidCalendar(message)
    if int(hour) > 24 or int(minute) > 59 or int(hour) * 60 + int(minute) > 1440:
        message = f"{text!r} is no time of day; write 09:00"
        raise InvalidCalendar(message)
    return int(hour) * 60 + int(minute)


def _clock(minute: int) -> str:
    shown = minute if minute <= 1440 else minute - 1440
    return f"{shown // 60:02d}:{shown % 60:02d}"


def _span_of_days(first: int, last: int) -> str:
    return DAYS[first] if first == last else f"{DAYS[first]}-{DAYS[last]}"


def is_working(week: Week, zone: str, at: datetime) -> bool:
    """Return whether `at` lies within the weekly hours."""
    if not any(week):
        return False
    return _compiled(week, zone, at.year).is_open(at)


@lru_cache(maxsize=512)
def _compiled(week: Week, zone: str, year: int) -> WorkingTime:
    weekly = tuple(tuple(Hours(*span) for span in day) for day in week)
    first = datetime(year, 1, 1).date()  # noqa: DTZ001 - a day, not a moment
    calendar = Calendar(zone=zone, weekly=weekly)
    return compile_calendar(calendar, first=first, last=first + timedelta(days=366))


def next_start(week: Week, zone: str, *, after: datetime) -> datetime | None:
    """Return when the next working hours begin, strictly later; None when they never do."""
    local = after.astimezone(ZoneInfo(zone))
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    starts = []
    for ahead in range(9):
        day = midnight + timedelta(days=ahead)
        for opens, _ in week[day.weekday()]:
            start = (day + timedelta(minutes=opens)).replace(tzinfo=ZoneInfo(zone))
            starts.append(start.astimezone(after.tzinfo))
    return min((start for start in starts if start > after), default=None)
