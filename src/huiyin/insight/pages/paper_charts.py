"""Charts as plain drawings, for paper and for whoever has no script."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from huiyin.insight.pages.charts import Chart

WIDE, HIGH = 640.0, 190.0
LEFT, TOP, RIGHT, BOTTOM = 40.0, 10.0, 70.0, 22.0
COLOURS = ("#2458bd", "#d98a0b", "#2b8a55", "#1d7fa8", "#c9372c")
LINES = 4
MOST_LABELS = 16


@dataclass(frozen=True, slots=True)
class Text:
    """Words at a place; `anchor` as SVG has it."""

    x: str
    y: str
    words: str
    anchor: str = "middle"
    fill: str = "#535e6c"


@dataclass(slots=True)
class Drawing:
    """A chart as lines, bars, cells and words."""

    title: str
    foot: str
    width: str = f"{WIDE:.0f}"
    height: str = f"{HIGH:.0f}"
    levels: list[str] = field(default_factory=list)
    lines: list[tuple[str, str]] = field(default_factory=list)
    # x, y, width, height, fill, opacity.
    boxes: list[tuple[str, ...]] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)


def on_paper(chart: Chart) -> Drawing:
    """Return a chart as a drawing."""
    drawn = Drawing(chart.title, chart.foot)
    {"line": _lines, "bar": _bars, "heat": _heat}[chart.chart["kind"]](drawn, chart.chart)
    return drawn


def _lines(drawn: Drawing, chart: dict[str, Any]) -> None:
    top = _levels(drawn, chart)
    _labels(drawn, chart["x"])
    for series, colour in zip(chart["series"], COLOURS, strict=False):
        at = list(_places(series["values"], top))
        drawn.lines.append((" ".join(f"{_n(x)},{_n(y)}" for x, y in at), colour))
        x, y = at[-1]
        drawn.texts.append(Text(_n(x + 5), _n(y + 3), series["name"], "start", colour))


def _places(values: Sequence[float], top: float) -> Iterator[tuple[float, float]]:
    for place, value in enumerate(values):
        yield _across(place, len(values)), _up(value or 0, top)


def _bars(drawn: Drawing, chart: dict[str, Any]) -> None:
    top = _levels(drawn, chart)
    _labels(drawn, chart["x"])
    [series] = chart["series"]
    wide = min(34.0, (WIDE - LEFT - RIGHT) / len(series["values"]) * 0.6)
    for place, value in enumerate(series["values"]):
        x, y = _across(place, len(series["values"])), _up(value or 0, top)
        box = (_n(x - wide / 2), _n(y), _n(wide), _n(HIGH - BOTTOM - y), COLOURS[0], "1")
        drawn.boxes.append(box)
        if value:
            drawn.texts.append(Text(_n(x), _n(y - 3), str(value)))


def _heat(drawn: Drawing, chart: dict[str, Any]) -> None:
    rows = chart["series"][::-1]
    most = max((max(one["values"]) for one in rows), default=0) or 1
    wide, high = (WIDE - LEFT - RIGHT) / len(chart["x"]), (HIGH - TOP - BOTTOM) / len(rows)
    for number, one in enumerate(rows):
        y = TOP + number * high
        drawn.texts.append(Text(_n(LEFT - 5), _n(y + high / 2 + 3), one["name"], "end"))
        for place, value in enumerate(one["values"]):
            size = (_n(wide - 1), _n(high - 1))
            at = (_n(LEFT + place * wide), _n(y))
            drawn.boxes.append((*at, *size, COLOURS[0], f"{0.06 + 0.94 * value / most:.2f}"))
    _labels(drawn, chart["x"])


def _levels(drawn: Drawing, chart: dict[str, Any]) -> float:
    """Draw the lines of round numbers; return the highest."""
    most = max((v or 0 for one in chart["series"] for v in one["values"]), default=0)
    step = _round(most / LINES)
    top = step * LINES
    while top < most:
        top += step
    for number in range(round(top / step) + 1):
        y = _up(number * step, top)
        drawn.levels.append(_n(y))
        drawn.texts.append(Text(_n(LEFT - 5), _n(y + 3), f"{number * step:g}", "end"))
    return top


def _round(value: float) -> float:
    """Return the next of 1, 2, 5, 10, 20, …."""
    size = 1.0
    while True:
        for step in (1, 2, 5):
            if step * size >= value:
                return step * size
        size *= 10


def _labels(drawn: Drawing, labels: Sequence[str]) -> None:
    every = -(-len(labels) // MOST_LABELS)
    for place, label in enumerate(labels):
        if place % every == 0:
            x = _across(place, len(labels))
            drawn.texts.append(Text(_n(x), _n(HIGH - BOTTOM + 14), label))


def _across(place: int, count: int) -> float:
    return LEFT + (WIDE - LEFT - RIGHT) * (place + 0.5) / count


def _up(value: float, top: float) -> float:
    return HIGH - BOTTOM - (HIGH - TOP - BOTTOM) * value / top


def _n(value: float) -> str:
    # Not the reader's way of writing numbers: this goes into a drawing.
    return f"{value:.1f}"
