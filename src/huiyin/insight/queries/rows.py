"""The cases behind a figure: found in the lake, so that they agree with it to the last one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from huiyin.insight.access import Reach
from huiyin.insight.queries.narrowing import narrowed
from huiyin.insight.rules.questions import Question
from huiyin.kernel.lake.read import reading, table


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """Which of the complaints of a question are meant."""

    day: date | None = None
    weekday: int = 0
    hour: int | None = None
    flag: str = ""
    clock: str = ""
    outcome: str = ""


_ENDED = ("resolved", "called_back", "closed")
FLAGS: Mapping[str, Callable[[Any], Any]] = {
    "first_contact": lambda c: c.is_first_contact & c.state.isin(_ENDED) & ~c.is_history,
    "repeat": lambda c: c.is_repeat,
    "bypass": lambda c: c.is_bypass,
    "reopened": lambda c: c.cycle > 1,
    "chased": lambda c: c.chased > 0,
    "handed_over": lambda c: c.handovers > 0,
    "answered": lambda c: c.first_response_s.notnull(),
    "replied": lambda c: c.first_response_s.notnull() & c.is_history,
    "resolved": lambda c: c.resolution_s.notnull(),
}
RATED: Mapping[str, Callable[[Any], Any]] = {
    "asked": lambda r: r.cycle > 0,
    "rated": lambda r: r.outcome == "rated",
}
# Second of opening and reference.
Place = tuple[str, str]


def refs_behind(
    question: Question, behind: Behind, *, reach: Reach, after: Place | None, size: int
) -> list[Place]:
    """Return references with their moments of opening, the latest first, after a place."""
    cases = narrowed(table("cases"), question, reach)
    period = question.period
    cases = cases.filter(
        cases.opened_on >= period.first, cases.opened_on < period.after, cases.state != "merged"
    )
    for condition in _conditions(cases, behind):
        cases = cases.filter(condition)
    cases = _of_clocks(_of_ratings(cases, behind), behind)
    place = cases.mutate(place=cases.opened_at.epoch_seconds()).select("place", "ref")
    if after is not None:
        moment, ref = int(after[0]), after[1]
        place = place.filter(
            (place.place < moment) | ((place.place == moment) & (place.ref < ref))
        )
    place = place.distinct()
    ordered = place.order_by(place.place.desc(), place.ref.desc()).limit(size)
    with reading() as lake:
        return [(str(int(row["place"])), row["ref"]) for row in lake.rows(ordered)]


def _conditions(cases: Any, behind: Behind) -> Any:
    if behind.day is not None:
        yield cases.opened_on == behind.day
    if behind.weekday:
        yield cases.opened_weekday == behind.weekday
    if behind.hour is not None:
        yield cases.opened_hour == behind.hour
    if behind.flag in FLAGS:
        yield FLAGS[behind.flag](cases)


def _of_ratings(cases: Any, behind: Behind) -> Any:
    if behind.flag not in RATED:
        return cases
    ratings = table("ratings")
    return cases.semi_join(ratings.filter(RATED[behind.flag](ratings)), "ref")


def _of_clocks(cases: Any, behind: Behind) -> Any:
    if not behind.clock:
        return cases
    clocks = table("clocks")
    wanted = clocks.filter(clocks.kind == behind.clock)
    if behind.outcome:
        wanted = wanted.filter(wanted.outcome == behind.outcome)
    return cases.semi_join(wanted, "ref")
