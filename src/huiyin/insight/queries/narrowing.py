"""Facts narrowed to what is asked and to what the person may see, in the engine's words.

What anybody typed goes beside the statement as a value, never into it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from huiyin.insight.access import Reach
from huiyin.insight.rules.periods import Period, Spans
from huiyin.insight.rules.questions import OWN, Question
from huiyin.kernel.lake.read import Asked

SPANS = ("now", "before", "year")


@dataclass(frozen=True, slots=True)
class Where:
    """A condition and the values it speaks of."""

    text: str = "TRUE"
    values: tuple[Any, ...] = ()

    def __or__(self, other: "Where") -> "Where":
        return Where(f"({self.text} OR {other.text})", self.values + other.values)

    def __and__(self, other: "Where") -> "Where":
        return Where(f"({self.text} AND {other.text})", self.values + other.values)


NOTHING = Where("FALSE")


def all_of(conditions: Iterable[Where]) -> Where:
    """Return the condition that all of these hold."""
    found = Where()
    for one in conditions:
        found &= one
    return found


def any_of(conditions: Iterable[Where]) -> Where:
    """Return the condition that at least one of these holds."""
    found = NOTHING
    for one in conditions:
        found |= one
    return found


def narrowed(question: Question, reach: Reach) -> Where:
    """Return which rows, of all periods, the question is about."""
    return all_of([*_asked(question), within(reach)])


def _asked(question: Question) -> Iterator[Where]:
    if topic := question.topic:
        yield Where("(topic = ? OR starts_with(topic, ?))", (topic, f"{topic}."))
    for name in ("channel", "area", "department", "tier"):
        if wanted := getattr(question, name):
            yield Where(f"{name} = ?", (wanted,))
    if question.source:
        yield Where("source = ?", ("" if question.source == OWN else question.source,))


def within(reach: Reach) -> Where:
    """Return the condition that a row lies in one of the scopes."""
    if reach is None:
        return Where()
    return any_of(_grant(*one) for one in sorted(reach, key=str))


def _grant(departments: frozenset[str], regions: frozenset[str]) -> Where:
    condition = Where()
    if departments:
        condition &= any_of(Where("department = ?", (code,)) for code in sorted(departments))
    if regions:
        below = (Where("starts_with(region, ?)", (code,)) for code in sorted(regions))
        condition &= any_of(below)
    return condition


def opened_in(period: Period) -> Where:
    """Return the condition that a complaint was said in the period."""
    return Where("(opened_on >= ? AND opened_on < ?)", (period.first, period.after))


def chosen(name: str, where: Where, *, columns: str) -> Asked:
    """Return the rows of a dataset under a condition. `columns` are our own words."""
    return f'SELECT {columns} FROM "{name}" WHERE {where.text}', where.values  # noqa: S608


def in_spans(
    name: str, question: Question, reach: Reach, *, spans: Spans, columns: Sequence[str]
) -> Asked:
    """Return the rows of the period, the one before and the year before, as `span`."""
    inside = [opened_in(getattr(spans, span)) for span in SPANS]
    whens = " ".join(
        f"WHEN {where.text} THEN '{span}'" for where, span in zip(inside, SPANS, strict=True)
    )
    # The widest span first: it lets the engine skip whole files.
    widest = opened_in(Period(spans.year.first, spans.now.after))
    asked = all_of([widest, any_of(inside), narrowed(question, reach)])
    shown = ", ".join((*columns, f"CASE {whens} ELSE '' END AS span"))
    statement, values = chosen(name, asked, columns=shown)
    return statement, (*(value for where in inside for value in where.values), *values)
