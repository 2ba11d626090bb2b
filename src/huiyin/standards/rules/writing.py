"""Times, hours and days as a person types them: 48 h; 09:00-12:00, 13:30-18:00."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from huiyin.kernel.clock import Hours, InvalidCalendar, SpecialDay

UNITS = {"s": 1, "min": 60, "h": 3600, "d": 86400}
DURATION = re.compile(r"(\d{1,8})\s*(s|min|h|d)")
SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*[-–—~]\s*(\d{1,2}):(\d{2})")
CLOSED = ("closed", "休")
DAY = 24 * 60


class Unreadable(ValueError):  # noqa: N818 - names what is wrong
    """This was not understood; the message is the piece in question."""


def read_duration(text: str) -> int:
    """Return the seconds of `48 h`, `30 min` or `5 d`; 0 for nothing."""
    if not text.strip():
        return 0
    found = DURATION.fullmatch(text.strip().lower())
    if not found:
        raise Unreadable(text)
    return int(found[1]) * UNITS[found[2]]


def write_duration(seconds: int) -> str:
    """Return seconds as `read_duration` reads them, in hours up to four days."""
    if not seconds:
        return ""
    fitting = [unit for unit, length in UNITS.items() if seconds % length == 0]
    unit = "h" if fitting[-1] == "d" and seconds <= 4 * UNITS["d"] else fitting[-1]
    return f"{seconds // UNITS[unit]} {unit}"


def read_hours(text: str) -> tuple[Hours, ...]:
    """Return the hours of a day; an end before its begin is on the next day."""
    spans = [span for span in re.split(r"[,，;；]", text.strip()) if span.strip()]
    return tuple(_span(span.strip()) for span in spans)


def _span(text: str) -> Hours:
    found = SPAN.fullmatch(text)
    if not found:
        raise Unreadable(text)
    opens, closes = (
        int(hour) * 60 + int(minute)
        for hour, minute in ((found[1], found[2]), (found[3], found[4]))
    )
    try:
        return Hours(opens, closes if closes > opens else closes + DAY)
    except InvalidCalendar as error:
        raise Unreadable(text) from error


def write_hours(hours: Iterable[Hours]) -> str:
    return ", ".join(f"{_clock(one.opens)}-{_clock(one.closes)}" for one in hours)


def _clock(minutes: int) -> str:
    if minutes > DAY:
        minutes -= DAY
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def read_special_days(text: str) -> tuple[SpecialDay, ...]:
    """Return the days of lines like `2026-05-01 closed 劳动节`, `2026-05-09 09:00-18:00`."""
    return tuple(_special_day(line.strip()) for line in text.splitlines() if line.strip())


def _special_day(line: str) -> SpecialDay:
    day, _, rest = line.partition(" ")
    words = rest.split()
    spans = [word for word in words if SPAN.fullmatch(word.strip(",，"))]
    is_closed = bool(words) and words[0].lower() in CLOSED
    if not spans and not is_closed:
        raise Unreadable(line)
    name = " ".join(words[1:] if is_closed else words[len(spans) :])
    hours = () if is_closed else tuple(_span(span.strip(",，")) for span in spans)
    try:
        return SpecialDay(date.fromisoformat(day), hours, name)
    except ValueError as error:
        raise Unreadable(line) from error


def write_special_days(days: Iterable[SpecialDay]) -> str:
    lines = (
        f"{one.day.isoformat()} {write_hours(one.hours) or 'closed'} {one.name}".rstrip()
        for one in days
    )
    return "\n".join(lines)


def keep_origins(
    days: Sequence[SpecialDay], before: Iterable[SpecialDay]
) -> tuple[SpecialDay, ...]:
    """Return `days` as typed; those left as they were keep where they are from."""
    known = {(one.day, one.hours, one.name): one for one in before}
    return tuple(known.get((one.day, one.hours, one.name), one) for one in days)
