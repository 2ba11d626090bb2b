"""The process map as a template draws it: boxes, arrows, words beside them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import sqrt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiyin.insight.pages.process_words import StepNames, span, waits_said
from huiyin.insight.rules.process.course import Course, Move, StepSeen
from huiyin.insight.rules.process.layout import HIGH, WIDE, Drawn, draw

# Arrows of fewer of the moves than this carry their words only when pointed at.
LABELLED = 0.02
THIN, THICK = 1.25, 9.0
BACK = 30.0
MINUTE, DAY = 1 / 60, 24.0
# What the person asks for by clicking: the rows behind, as an address.
Link = Callable[[Mapping[str, str]], str]


@dataclass(frozen=True, slots=True)
class Box:
    """A step as drawn."""

    x: str
    y: str
    left: str
    top: str
    name: str
    count: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """A move as drawn: its line, how thick, how slow, and the words at `x`, `y`."""

    line: str
    thick: str
    slow: str
    label: str
    x: str
    y: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Map:
    """All of the drawing."""

    width: str
    height: str
    wide: str
    high: str
    boxes: list[Box]
    arrows: list[Arrow]
    kinds: tuple[str, ...] = ("short", "hours", "days")


def drawing(course: Course, *, percent: int, names: StepNames, link: Link) -> Map | None:
    """Return what is drawn of a course; None where nothing ever followed on anything."""
    moves = course.shown_moves(percent)
    if not moves:
        return None
    joined = {step for one in moves for step in (one.before, one.step)}
    steps = [one for one in course.steps if one.step in joined]
    drawn = draw({one.step: one.place for one in steps}, [(m.before, m.step) for m in moves])
    return Map(
        width=_number(drawn.width),
        height=_number(drawn.height),
        wide=_number(WIDE),
        high=_number(HIGH),
        boxes=[_box(one, drawn, names, link) for one in steps],
        arrows=[_arrow(one, moves, drawn, names, link) for one in reversed(moves)],
    )


def slowness(hours: float | None) -> str:
    """Return which of the three kinds of waiting this is."""
    if hours is None or hours < 1:
        return "short"
    return "hours" if hours < DAY else "days"


def _box(seen: StepSeen, drawn: Drawn, names: StepNames, link: Link) -> Box:
    x, y = drawn.steps[seen.step]
    name = names.step(seen.step)
    count = ngettext("%(count)s case", "%(count)s cases", seen.cases) % {"count": seen.cases}
    title = _("%(step)s: %(times)s times; until the next step %(waits)s") % {
        "step": name,
        "times": seen.times,
        "waits": waits_said(seen.stay),
    }
    return Box(
        x=_number(x),
        y=_number(y),
        left=_number(x - WIDE / 2),
        top=_number(y - HIGH / 2),
        name=_short(name),
        count=count,
        title=title,
        href=link({"step": seen.step}),
    )


def _short(name: str) -> str:
    return name if len(name) <= 22 else f"{name[:21]}…"


def _arrow(
    move: Move, moves: tuple[Move, ...], drawn: Drawn, names: StepNames, link: Link
) -> Arrow:
    points = drawn.moves[move.before, move.step]
    part = move.moves / max(one.moves for one in moves)
    is_told = move.moves >= LABELLED * sum(one.moves for one in moves)
    x, y = _middle(points)
    title = _("%(before)s → %(step)s: %(moves)s times, %(cases)s cases; %(waits)s") % {
        "before": names.step(move.before),
        "step": names.step(move.step),
        "moves": move.moves,
        "cases": move.cases,
        "waits": waits_said(move.waits),
    }
    return Arrow(
        line=_line(points),
        thick=_number(THIN + (THICK - THIN) * sqrt(part)),
        slow=slowness(move.waits.p50),
        label=span(move.waits.p50) if is_told and (move.waits.p50 or 0) >= MINUTE else "",
        x=_number(x),
        y=_number(y),
        title=title,
        href=link({"before": move.before, "step": move.step}),
    )


def _middle(points: tuple[tuple[float, float], ...]) -> tuple[float, float]:
    if len(points) == 4 and points[0][0] == points[3][0]:
        return points[1][0] + 8, (points[0][1] + points[3][1]) / 2
    at = (len(points) - 1) // 2
    (x0, y0), (x1, y1) = points[at], points[at + 1]
    # The way back stands beside the way there: so do its words.
    beside = BACK if y0 > y1 else 0.0
    return (x0 + x1) / 2 + beside, (y0 + y1) / 2


def _line(points: tuple[tuple[float, float], ...]) -> str:
    """Return a path of curves that leave and come upright."""
    (x, y), rest = points[0], points[1:]
    parts = [f"M{_number(x)} {_number(y)}"]
    if len(points) == 4 and points[0][0] == points[3][0]:
        flat = " ".join(f"{_number(px)} {_number(py)}" for px, py in rest)
        return f"{parts[0]}C{flat}"
    for next_x, next_y in rest:
        half = (y + next_y) / 2
        ends = (x, half, next_x, half, next_x, next_y)
        parts.append("C" + " ".join(_number(one) for one in ends))
        x, y = next_x, next_y
    return "".join(parts)


def _number(value: float) -> str:
    # Not the reader's way of writing numbers: this goes into a drawing.
    return f"{value:.1f}"
