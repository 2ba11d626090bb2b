"""The monthly report, measured on the lake as it is published."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from huiyin.insight.access import Reach
from huiyin.insight.measures.grouping import with_period
from huiyin.insight.measures.handling import handling
from huiyin.insight.measures.promises import (
    first_response_hours,
    on_time,
    reply_delay_hours,
    resolution_hours,
)
from huiyin.insight.measures.satisfaction import call_back_rate, call_backs
from huiyin.insight.measures.volume import (
    complaints,
    complaints_by_hour,
    complaints_over_time,
)
from huiyin.insight.queries.narrowing import SPANS, in_spans, narrowed, within
from huiyin.insight.rules.intervals import Share, share
from huiyin.insight.rules.periods import Period
from huiyin.insight.rules.questions import Question
from huiyin.insight.rules.reports import Figures, Line, Report, Waits
from huiyin.kernel.lake.datasets import Kind
from huiyin.kernel.lake.read import Lake, Rows, lake_identity, prepared, reading, table

CUTS = ("topic_group", "topic", "channel", "area", "department", "source")
DATASETS = ("cases", "clocks", "ratings")
SHOWN_MONTHS = 13
# Reports of one state of the lake; a report is some hundred kilobytes at most.
_CACHED = 32
_cache: OrderedDict[object, Report] = OrderedDict()
_choices: dict[object, "Choices"] = {}
_CALL_BACK = {"call_back": ("called_back", "ended")}
_HANDLING = {
    "first_contact": ("first_contacts", "ended"),
    "repeat": ("repeats", "complaints"),
    "bypass": ("bypasses", "complaints"),
    "reopen": ("reopened", "ended_once"),
    "chased": ("chased", "complaints"),
}
_RATINGS = {
    "rating_coverage": ("rated", "asked"),
    "satisfaction": ("content", "scored"),
    "solved": ("solved", "solved_asked"),
}


def monthly_report(question: Question, *, reach: Reach) -> Report:
    """Return the report; measured once for each state of the lake, then remembered."""
    key = (lake_identity(), question, reach)
    if key in _cache:
        return _cache[key]
    with reading() as lake:
        report = _measure(lake, question, reach)
    _cache[key] = report
    while len(_cache) > _CACHED:
        _cache.popitem(last=False)
    return report


def _measure(lake: Lake, question: Question, reach: Reach) -> Report:
    slices = {
        f"asked_{name}": in_spans(narrowed(table(name), question, reach), question)
        for name in DATASETS
    }
    with lake.keeping(slices):
        answers = {name: lake.run(sql) for name, sql in _statements().items()}
    daily = {row["opened_on"]: row["complaints"] for row in answers["day"]}
    return Report(
        question=question,
        published_at=lake.published_at,
        days=_every_day(question.period, daily),
        days_before=_every_day(question.period.previous, daily),
        months=_months(lake, question, reach),
        cuts={name: _cut(name, answers[name]) for name in CUTS},
        heat=_heat(answers["hour"]),
        **{span: _figures(span, question, answers) for span in SPANS},
    )


@cache
def _statements() -> dict[str, str]:
    """Return all measures of a report over what is kept, in the words of the engine.

    They are the same for every report, and wording them takes longer than answering them.
    """
    cases, clocks, ratings = (
        table(name, called=f"asked_{name}", more={"span": Kind.TEXT}) for name in DATASETS
    )
    measures = {
        "day": complaints(cases, by=["opened_on"]),
        "hour": complaints_by_hour(cases.filter(cases.span == "now")),
        "complaints": complaints(cases, by=["span"]),
        "handling": handling(cases, by=["span"]),
        "ratings": call_backs(ratings, by=["span"]),
        "call_back": call_back_rate(cases, ratings, by=["span"]),
        "first_response": first_response_hours(cases, by=["span"]),
        "resolution": resolution_hours(cases, by=["span"]),
        "reply_delay": reply_delay_hours(cases, by=["span"]),
        "on_time": on_time(clocks, by=["span", "kind"]),
    }
    measures |= {name: complaints(cases, by=[name, "span"]) for name in CUTS}
    return {name: prepared(measure) for name, measure in measures.items()}


def _figures(span: str, question: Question, answers: dict[str, Rows]) -> Figures:
    def told(name: str) -> dict[str, Any]:
        return next((row for row in answers[name] if row["span"] == span), {})

    count = told("complaints").get("complaints", 0)
    return Figures(
        complaints=count,
        per_10_000=count * 10_000 / question.users if question.users else None,
        handovers=told("handling").get("handovers"),
        mean_score=told("ratings").get("mean_score"),
        first_response=_waits(told("first_response")),
        resolution=_waits(told("resolution")),
        reply_delay=_waits(told("reply_delay")),
        on_time=_kept(row for row in answers["on_time"] if row["span"] == span),
        shares=_shares(told("handling"), _HANDLING)
        | _shares(told("ratings"), _RATINGS)
        | _shares(told("call_back"), _CALL_BACK),
    )


def _kept(rows: Any) -> dict[str, Share]:
    found = {row["kind"]: share(row["met"], row["judged"]) for row in rows}
    return {kind: one for kind, one in sorted(found.items()) if one}


def _shares(row: dict[str, Any], names: dict[str, tuple[str, str]]) -> dict[str, Share]:
    found = {n: share(int(row[p]), int(row[b])) for n, (p, b) in names.items() if row}
    return {name: one for name, one in found.items() if one}


def _waits(row: dict[str, Any]) -> Waits:
    count = row.get("answered", row.get("resolved", 0))
    return Waits(count=count, p50=row.get("p50"), p80=row.get("p80"), p95=row.get("p95"))


def _every_day(period: Period, counts: dict[Any, int]) -> tuple[tuple[Any, int], ...]:
    days = [period.first + timedelta(days=number) for number in range(period.days)]
    return tuple((day, counts.get(day, 0)) for day in days)


def _months(lake: Lake, question: Question, reach: Reach) -> tuple[tuple[str, int], ...]:
    periods = [question.period]
    while len(periods) < SHOWN_MONTHS:
        periods.insert(0, periods[0].previous)
    cases = narrowed(table("cases"), question, reach)
    seen = cases.filter(
        cases.opened_on >= periods[0].first, cases.opened_on < question.period.after
    )
    rows = lake.rows(complaints_over_time(seen, period="month"))
    counts = {f"{row['period']:%Y-%m}": row["complaints"] for row in rows}
    return tuple((period.code, counts.get(period.code, 0)) for period in periods)


def _cut(name: str, rows: Rows) -> tuple[Line, ...]:
    counts: dict[str, dict[str, int]] = {}
    for row in rows:
        counts.setdefault(row[name], {})[row["span"]] = row["complaints"]
    lines = [
        Line(code, spans.get("now", 0), spans.get("before", 0))
        for code, spans in counts.items()
        if "now" in spans or "before" in spans
    ]
    return tuple(sorted(lines, key=lambda line: (-line.now, -line.before, line.code)))


def _heat(rows: Rows) -> tuple[tuple[int, ...], ...]:
    hours = [[0] * 24 for _ in range(7)]
    for row in rows:
        hours[row["opened_weekday"] - 1][row["opened_hour"]] = row["complaints"]
    return tuple(tuple(day) for day in hours)


@dataclass(frozen=True, slots=True)
class Choices:
    """What reports can be narrowed to: months that have complaints, latest first, and codes."""

    months: tuple[str, ...]
    topics: tuple[str, ...]
    channels: tuple[str, ...]
    areas: tuple[str, ...]
    sources: tuple[str, ...]


def known_choices(*, reach: Reach) -> Choices:
    """Return what there is to choose from for whoever may see this much."""
    key = (lake_identity(), "choices", reach)
    if key not in _choices:
        _choices.clear()
        with reading() as lake:
            _choices[key] = _measure_choices(lake, reach)
    return _choices[key]


def _measure_choices(lake: Lake, reach: Reach) -> Choices:
    cases = table("cases")
    if reach is not None:
        cases = cases.filter(within(cases, reach))
    seen = with_period(cases, "month")
    months = lake.rows(seen.select("period").distinct())
    names = ("topic_group", "channel", "area", "source")
    codes = [
        sorted(row[name] for row in lake.rows(cases.select(name).distinct()) if row[name])
        for name in names
    ]
    listed = sorted((f"{row['period']:%Y-%m}" for row in months), reverse=True)
    return Choices(tuple(listed), *(tuple(one) for one in codes))
