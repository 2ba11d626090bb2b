"""Facts narrowed to what is asked and to what the person may see."""

from functools import reduce
from operator import and_, or_
from typing import Any

from huiyin.insight.access import Reach
from huiyin.insight.rules.questions import OWN, Question

SPANS = ("now", "before", "year")


def narrowed(table: Any, question: Question, reach: Reach) -> Any:
    """Return the rows of all periods that the question is about."""
    conditions = list(_asked(table, question))
    if reach is not None:
        conditions.append(within(table, reach))
    return table.filter(*conditions) if conditions else table


def _asked(table: Any, question: Question) -> Any:
    if question.topic:
        below = table.topic.startswith(f"{question.topic}.")
        yield (table.topic == question.topic) | below
    for name in ("channel", "area", "department"):
        if wanted := getattr(question, name):
            yield table[name] == wanted
    if question.source:
        yield table.source == ("" if question.source == OWN else question.source)


def within(table: Any, reach: frozenset[tuple[frozenset[str], frozenset[str]]]) -> Any:
    """Return the condition that a row lies in one of the scopes."""
    nothing = table.ref.isnull()
    return reduce(or_, (_grant(table, *one) for one in sorted(reach, key=str)), nothing)


def _grant(table: Any, departments: frozenset[str], regions: frozenset[str]) -> Any:
    condition = table.ref.notnull()
    if departments:
        condition &= table.department.isin(sorted(departments))
    if regions:
        below = [table.region.startswith(code) for code in sorted(regions)]
        condition &= reduce(or_, below)
    return condition


def in_spans(table: Any, question: Question) -> Any:
    """Return the rows of the period, the one before and the year before, as `span`."""
    import ibis  # noqa: PLC0415 - a second of loading, only for who asks

    periods = (question.period, question.period.previous, question.period.year_before)
    inside = [_in_period(table, period.first, period.after) for period in periods]
    spans = ibis.cases(*zip(inside, SPANS, strict=True), else_="")
    return table.filter(reduce(or_, inside)).mutate(span=spans)


def _in_period(table: Any, first: Any, after: Any) -> Any:
    return reduce(and_, (table.opened_on >= first, table.opened_on < after))
