"""What a report tells of each topic, channel, area, department and tier."""

from typing import Any

from huiyin.insight.rules.intervals import Share, share
from huiyin.insight.rules.reports import Line
from huiyin.kernel.lake.read import Rows

# Of each share: the columns of its part and of its base.
CALL_BACK = {"call_back": ("called_back", "ended")}
HANDLING = {
    "first_contact": ("first_contacts", "ended"),
    "repeat": ("repeats", "complaints"),
    "bypass": ("bypasses", "complaints"),
    "reopen": ("reopened", "ended_once"),
    "chased": ("chased", "complaints"),
}
RATINGS = {
    "rating_coverage": ("rated", "asked"),
    "satisfaction": ("content", "scored"),
    "solved": ("solved", "solved_asked"),
}
ON_TIME = {"on_time": ("met", "judged")}


def shares_of(row: dict[str, Any], names: dict[str, tuple[str, str]]) -> dict[str, Share]:
    """Return the shares a row of figures tells; those without a base are left out."""
    found = {n: share(int(row[p]), int(row[b])) for n, (p, b) in names.items() if row}
    return {name: one for name, one in found.items() if one}


def cut_lines(name: str, answers: dict[str, Rows]) -> tuple[Line, ...]:
    """Return the lines of a cut: complaints of each span, shares of the period, most first."""
    counts: dict[str, dict[str, int]] = {}
    for row in answers[name]:
        counts.setdefault(row[name], {})[row["span"]] = row["complaints"]
    shares = _shares(name, answers)
    lines = [
        Line(
            code,
            spans.get("now", 0),
            spans.get("before", 0),
            spans.get("year", 0),
            shares.get(code, {}),
        )
        for code, spans in counts.items()
        if "now" in spans or "before" in spans
    ]
    return tuple(sorted(lines, key=lambda line: (-line.now, -line.before, line.code)))


def _shares(name: str, answers: dict[str, Rows]) -> dict[str, dict[str, Share]]:
    found: dict[str, dict[str, Share]] = {}
    for of, names in (("handling", HANDLING), ("on_time", ON_TIME), ("ratings", RATINGS)):
        for row in answers[f"{name}:{of}"]:
            found.setdefault(row[name], {}).update(shares_of(row, names))
    return found
