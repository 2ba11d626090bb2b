"""The monthly report, measured on the lake as it is published."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from huiyin.insight.access import Reach
from huiyin.insight.queries.narrowing import (
    SPANS,
    Where,
    chosen,
    in_spans,
    narrowed,
    opened_in,
    within,
)
from huiyin.insight.queries.report_cuts import (
    CALL_BACK,
    HANDLING,
    RATINGS,
    cut_lines,
    shares_of,
)
from huiyin.insight.queries.statements import CUTS, READ, statements
from huiyin.insight.rules.intervals import Share, share
from huiyin.insight.rules.periods import Period, compared
from huiyin.insight.rules.questions import TIERS, Question
from huiyin.insight.rules.reports import Figures, Report, Waits
from huiyin.kernel.lake.read import Lake, Rows, lake_identity, reading

DATASETS = ("cases", "clocks", "ratings", "steps")
SHOWN_MONTHS = 13
# Reports of one state of the lake; a report is some hundred kilobytes at most.
_CACHED = 32
_cache: OrderedDict[object, Report] = OrderedDict()
_choices: dict[object, "Choices"] = {}


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
    spans = compared(question.period, until=_published_on(lake))
    slices = {
        f"asked_{name}": in_spans(name, question, reach, spans=spans, columns=READ[name])
        for name in DATASETS
    }
    months = _shown_months(question.period)
    span = opened_in(Period(months[0].first, question.period.after))
    seen = narrowed(question, reach) & span
    slices["asked_months"] = chosen("cases", seen, columns=", ".join(READ["months"]))
    promised = narrowed(question, reach) & opened_in(spans.now) & Where("kind = 'resolution'")
    said = narrowed(question, reach) & opened_in(spans.now)
    slices["asked_said"] = chosen("ratings", said, columns=", ".join(READ["said"]))
    slices["asked_promises"] = chosen("clocks", promised, columns=", ".join(READ["promises"]))
    worded = dict(statements())
    # Only one measure reads the steps, and they are many: passed through, never held.
    steps, values = slices.pop("asked_steps")
    told = f'WITH "asked_steps" AS ({steps}) {worded.pop("stays")}'
    with lake.keeping(slices):
        answers = {name: lake.run(sql) for name, sql in worded.items()}
    answers["stays"] = lake.run(told, values)
    daily = {row["opened_on"]: row["complaints"] for row in answers["day"]}
    monthly = {f"{row['period']:%Y-%m}": row["complaints"] for row in answers["month"]}
    return Report(
        question=question,
        spans=spans,
        published_at=lake.published_at,
        days=_every_day(spans.now, daily),
        days_before=_every_day(spans.before, daily),
        months=tuple((one.code, monthly.get(one.code, 0)) for one in months),
        cuts={name: cut_lines(name, answers) for name in CUTS},
        heat=_heat(answers["hour"]),
        **{span: _figures(span, question, answers) for span in SPANS},
    )


def _published_on(lake: Lake) -> date | None:
    if not lake.published_at:
        return None
    return (
        datetime.fromisoformat(lake.published_at)
        .astimezone(ZoneInfo(settings.TIME_ZONE))
        .date()
    )


def _shown_months(last: Period) -> list[Period]:
    periods = [last]
    while len(periods) < SHOWN_MONTHS:
        periods.insert(0, periods[0].previous)
    return periods


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
        stays=_stays(row for row in answers["stays"] if row["span"] == span),
        shares=shares_of(told("handling"), HANDLING)
        | shares_of(told("ratings"), RATINGS)
        | shares_of(told("call_back"), CALL_BACK),
    )


def _kept(rows: Any) -> dict[str, Share]:
    found = {row["kind"]: share(row["met"], row["judged"]) for row in rows}
    return {kind: one for kind, one in sorted(found.items()) if one}


def _stays(rows: Any) -> dict[str, Waits]:
    return {row["before"]: _waits(row | {"answered": row["moves"]}) for row in rows}


def _waits(row: dict[str, Any]) -> Waits:
    count = row.get("answered", row.get("resolved", 0))
    return Waits(count=count, p50=row.get("p50"), p80=row.get("p80"), p95=row.get("p95"))


def _every_day(period: Period, counts: dict[Any, int]) -> tuple[tuple[Any, int], ...]:
    days = [period.first + timedelta(days=number) for number in range(period.days)]
    return tuple((day, counts.get(day, 0)) for day in days)


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
    departments: tuple[str, ...]
    sources: tuple[str, ...]
    tiers: tuple[str, ...] = TIERS


def known_choices(*, reach: Reach) -> Choices:
    """Return what there is to choose from for whoever may see this much."""
    key = (lake_identity(), "choices", reach)
    if key not in _choices:
        _choices.clear()
        with reading() as lake:
            _choices[key] = _measure_choices(lake, reach)
    return _choices[key]


def _measure_choices(lake: Lake, reach: Reach) -> Choices:
    names = ("opened_on", "topic_group", "channel", "area", "department", "source")
    columns = ", ".join(f"list(DISTINCT {name}) AS {name}" for name in names)
    statement, values = chosen("cases", within(reach), columns=columns)
    [found] = lake.run(statement, values)
    months = {f"{day:%Y-%m}" for day in found["opened_on"] or ()}
    codes = (tuple(sorted(code for code in found[n] or () if code)) for n in names[1:])
    return Choices(tuple(sorted(months, reverse=True)), *codes)
