"""What of a report the public may see: figures that point at nobody."""

from collections.abc import Sequence
from typing import Any

from huiyin.insight.rules.intervals import Share
from huiyin.insight.rules.reports import Figures, Line, Report, Waits

# A number below this could point at somebody.
LEAST = 5
CUTS = ("topic_group", "channel", "area")
SHARES = ("first_contact", "repeat", "reopen", "call_back", "rating_coverage", "satisfaction")
WAITS = ("first_response", "resolution")


def public_content(report: Report) -> dict[str, Any]:
    """Return the report as plain values for the public; hidden numbers are None."""
    return {
        "period": report.question.period.code,
        "complaints": _shown(report.now.complaints),
        "before": _shown(report.before.complaints),
        "year": _shown(report.year.complaints),
        "months": [[month, _shown(count)] for month, count in report.months],
        "cuts": {name: cells(report.cuts.get(name, ())) for name in CUTS},
        "on_time": _shares(report.now.on_time, sorted(report.now.on_time)),
        "shares": _shares(report.now.shares, SHARES),
        "waits": _waits(report.now),
    }


def cells(lines: Sequence[Line]) -> list[list[Any]]:
    """Return code and count of each line, small counts hidden.

    One hidden count alone could be worked out from the sum, so the next smallest hides with it.
    """
    counted = [line for line in lines if line.now]
    hidden = {line.code for line in counted if line.now < LEAST}
    if len(hidden) == 1 and len(counted) > 1:
        rest = [line for line in counted if line.code not in hidden]
        hidden.add(min(rest, key=lambda line: line.now).code)
    return [[line.code, None if line.code in hidden else line.now] for line in counted]


def _shown(count: int) -> int | None:
    return None if 0 < count < LEAST else count


def _shares(known: dict[str, Share], names: Sequence[str]) -> dict[str, list[int]]:
    return {
        name: [one.part, one.base]
        for name in names
        if (one := known.get(name)) and not _is_telling(one)
    }


def _is_telling(one: Share) -> bool:
    """Return whether a share tells about fewer than the least, on either side of it."""
    sides = (one.part, one.base - one.part)
    return one.base < LEAST or any(0 < side < LEAST for side in sides)


def _waits(figures: Figures) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for name in WAITS:
        waits: Waits = getattr(figures, name)
        # The 95th percentile of few is the wait of one.
        if waits.count >= 20 * LEAST:
            found[name] = [waits.count, waits.p50, waits.p80, waits.p95]
    return found
