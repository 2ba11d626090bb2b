"""The figures of a report, each with what it means, its base and the rows behind it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from huiyin.insight.pages.asking import FIELDS, address
from huiyin.insight.pages.definitions import (
    BETTER_LOW,
    DOWN,
    SHARES,
    STEP_NAMES,
    UP,
    WAITS,
)
from huiyin.insight.pages.words import CLOCK_NAMES, CUT_NAMES, Names, hours, interval, percent
from huiyin.insight.rules.intervals import (
    Share,
    change_of_count,
    difference,
    ratio_of_counts,
)
from huiyin.insight.rules.questions import Question
from huiyin.insight.rules.reports import NO_WAITS, Report, Waits


@dataclass(frozen=True, slots=True)
class Then:
    """What a figure was in another period, and how far it is from there."""

    value: str = "–"
    # By how much the present one is higher, with its 95 % interval.
    apart: str = ""
    is_changed: bool = False
    is_better: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One line of the table of figures."""

    label: str
    value: str
    base: str
    meaning: str
    before: Then = Then()
    year: Then = Then()
    # Which way is better: up, down, or empty where it says nothing by itself.
    better: str = ""
    # Several figures in one cell: may be wrapped.
    is_long: bool = False
    rows: Mapping[str, str] = field(default_factory=dict)


def figure_rows(report: Report) -> list[FigureRow]:
    """Return every figure that is known, in a fixed order."""
    return [
        *_counts(report),
        *_promises(report),
        *_waits(report),
        *_shares(report),
        *_scores(report),
        *_stays(report),
    ]


def _counts(report: Report) -> Iterator[FigureRow]:
    now, before, year = report.now, report.before, report.year
    yield FigureRow(
        label=_("Complaints"),
        value=str(now.complaints),
        base=_("all that were said in the month"),
        before=_count_then(now.complaints, before.complaints, str(before.complaints)),
        year=_count_then(now.complaints, year.complaints, str(year.complaints)),
        meaning=_("those merged into another are counted once"),
        better=DOWN,
        rows={"all": "1"},
    )
    if now.per_10_000 is not None:
        yield FigureRow(
            label=_("Complaints per 10,000 users"),
            value=_number(now.per_10_000),
            base=_("%(users)s users") % {"users": f"{report.question.users:,}"},
            before=_count_then(now.complaints, before.complaints, _number(before.per_10_000)),
            year=_count_then(now.complaints, year.complaints, _number(year.per_10_000)),
            meaning=_("complaints × 10,000 / users as stated in the address"),
            better=DOWN,
        )
    if now.handovers is not None:
        yield FigureRow(
            label=_("Handovers per complaint"),
            value=_number(now.handovers),
            base=_counted(now.complaints),
            before=Then(_number(before.handovers)),
            year=Then(_number(year.handovers)),
            meaning=_("times a complaint changed hands, mean"),
            better=DOWN,
            rows={"flag": "handed_over"},
        )


def _count_then(now: int, then: int, value: str) -> Then:
    apart = ratio_of_counts(now, then)
    if apart is None:
        return Then(value)
    said = _("%(apart)s (%(low)s to %(high)s)") % {
        "apart": f"{100 * apart.value:+.1f} %",
        "low": f"{100 * apart.low:+.1f}",
        "high": f"{100 * apart.high:+.1f}",
    }
    is_sure = change_of_count(now, then).is_sure
    return Then(value, said, is_sure, apart.value < 0)


def _promises(report: Report) -> Iterator[FigureRow]:
    for kind, kept in report.now.on_time.items():
        label = _("Kept on time: %(promise)s") % {"promise": CLOCK_NAMES.get(kind, kind)}
        meaning = _("promises that ended as kept, of those that ended kept or broken")
        then = [one.on_time.get(kind) for one in (report.before, report.year)]
        rows = {"clock": kind, "outcome": "breached"}
        yield _share_row(label, kept, then, meaning, rows=rows, better=UP)


def _waits(report: Report) -> Iterator[FigureRow]:
    for name, (label, meaning, flag) in WAITS.items():
        now, *then = (getattr(one, name) for one in (report.now, report.before, report.year))
        if now.count:
            yield _waits_row(str(label), now, then, str(meaning), {"flag": flag})


def _stays(report: Report) -> Iterator[FigureRow]:
    order = list(STEP_NAMES)
    known = (step for step in report.now.stays if step in STEP_NAMES)
    for step in sorted(known, key=order.index):
        label = _("Time at the step “%(step)s”") % {"step": STEP_NAMES[step]}
        then = [one.stays.get(step, NO_WAITS) for one in (report.before, report.year)]
        meaning = _("hours of the calendar until the next step")
        yield _waits_row(label, report.now.stays[step], then, meaning, {"before": step})


def _waits_row(
    label: str, now: Waits, then: Sequence[Waits], meaning: str, rows: Mapping[str, str]
) -> FigureRow:
    return FigureRow(
        label=label,
        value=_quantiles(now),
        base=_counted(now.count),
        before=Then(_quantiles(then[0])),
        year=Then(_quantiles(then[1])),
        meaning=meaning,
        better=DOWN,
        is_long=True,
        rows=rows,
    )


def _quantiles(waits: Waits) -> str:
    if not waits.count:
        return "–"
    return _("P50 %(p50)s, P80 %(p80)s, P95 %(p95)s") % {
        "p50": hours(waits.p50),
        "p80": hours(waits.p80),
        "p95": hours(waits.p95),
    }


def _shares(report: Report) -> Iterator[FigureRow]:
    for name, (label, meaning, flag) in SHARES.items():
        if kept := report.now.shares.get(name):
            then = [one.shares.get(name) for one in (report.before, report.year)]
            better = DOWN if name in BETTER_LOW else UP
            rows = {"flag": flag}
            yield _share_row(str(label), kept, then, str(meaning), rows=rows, better=better)


def _scores(report: Report) -> Iterator[FigureRow]:
    scored = report.now.shares.get("satisfaction")
    if report.now.mean_score is not None and scored:
        yield FigureRow(
            label=_("Mean score"),
            value=_number(report.now.mean_score),
            base=_("%(count)s scores given") % {"count": scored.base},
            before=Then(_number(report.before.mean_score)),
            year=Then(_number(report.year.mean_score)),
            meaning=_("on the scale 1 to 5"),
            better=UP,
            rows={"flag": "rated"},
        )


def _share_row(
    label: str,
    now: Share,
    then: Sequence[Share | None],
    meaning: str,
    *,
    rows: Mapping[str, str],
    better: str,
) -> FigureRow:
    base = _("%(part)s of %(base)s") % {"part": now.part, "base": now.base}
    before, year = (_share_then(now, one, better) for one in then)
    return FigureRow(
        label=label,
        value=percent(now.value),
        base=f"{base}; {interval(now)}",
        before=before,
        year=year,
        meaning=meaning,
        better=better,
        rows=rows,
    )


def _share_then(now: Share, then: Share | None, better: str) -> Then:
    apart = difference(now, then)
    if then is None or apart is None:
        return Then()
    said = _("%(apart)s points (%(low)s to %(high)s)") % {
        "apart": f"{100 * apart.value:+.1f}",
        "low": f"{100 * apart.low:+.1f}",
        "high": f"{100 * apart.high:+.1f}",
    }
    return Then(percent(then.value), said, apart.is_sure, (apart.value > 0) == (better == UP))


def _counted(count: int) -> str:
    return _("of %(count)s complaints") % {"count": count}


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def filter_chips(question: Question, called: Names) -> list[dict[str, Any]]:
    """Return the filters in force as chips that take themselves away."""
    return [
        {
            "label": CUT_NAMES[name],
            "value": called.of(name, getattr(question, name)),
            "href": f"?{address(question, **{name: ''})}",
            "is_on": True,
        }
        for name in FIELDS
        if getattr(question, name)
    ]
