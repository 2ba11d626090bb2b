"""The figures of a report, each with what it means, its base and the rows behind it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.insight.pages.asking import FIELDS, address
from huiyin.insight.pages.words import CLOCK_NAMES, CUT_NAMES, Names, hours, interval, percent
from huiyin.insight.rules.intervals import Share, differ
from huiyin.insight.rules.questions import Question
from huiyin.insight.rules.reports import Report, Waits

# name: (label, definition, the flag that lists the rows behind it)
SHARES = {
    "first_contact": (
        gettext_lazy("First-contact rate"),
        gettext_lazy("solved and closed at the first contact, of complaints that ended"),
        "first_contact",
    ),
    "repeat": (
        gettext_lazy("Repeat rate"),
        gettext_lazy("same customer and topic within 30 days, of complaints"),
        "repeat",
    ),
    "bypass": (
        gettext_lazy("Bypass rate"),
        gettext_lazy(
            "taken, or announced to be taken, to the regulator or press, of complaints"
        ),
        "bypass",
    ),
    "reopen": (
        gettext_lazy("Reopening rate"),
        gettext_lazy("opened again at least once, of complaints that ended once"),
        "reopened",
    ),
    "chased": (
        gettext_lazy("Chasing rate"),
        gettext_lazy("the customer asked again while it was open, of complaints"),
        "chased",
    ),
    "call_back": (
        gettext_lazy("Call-back rate"),
        gettext_lazy("the customer was asked whether it is solved, of complaints that ended"),
        "asked",
    ),
    "rating_coverage": (
        gettext_lazy("Rating coverage"),
        gettext_lazy("rated, of call-backs begun"),
        "rated",
    ),
    "satisfaction": (
        gettext_lazy("Satisfaction"),
        gettext_lazy("scores of 4 and 5, of scores given on the scale 1 to 5"),
        "rated",
    ),
    "solved": (
        gettext_lazy("Solved, say customers"),
        gettext_lazy("“yes, it is solved”, of answers to that question"),
        "rated",
    ),
}
WAITS = {
    "first_response": (
        gettext_lazy("Time to the first answer"),
        gettext_lazy("hours of the calendar from opening to the first answer"),
        "answered",
    ),
    "resolution": (
        gettext_lazy("Time to the resolution"),
        gettext_lazy("hours of the calendar from opening to the resolution"),
        "resolved",
    ),
    "reply_delay": (
        gettext_lazy("Reply delay of imported complaints"),
        gettext_lazy("from opening to the reply that the source knows"),
        "replied",
    ),
}


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One line of the table of figures."""

    label: str
    value: str
    base: str
    before: str
    meaning: str
    is_changed: bool = False
    # Several figures in one cell: may be wrapped.
    is_long: bool = False
    rows: Mapping[str, str] = field(default_factory=dict)


def figure_rows(report: Report) -> list[FigureRow]:
    """Return every figure that is known, in a fixed order."""
    return [*_counts(report), *_promises(report), *_waits(report), *_shares(report)]


def _counts(report: Report) -> Iterator[FigureRow]:
    now, before = report.now, report.before
    yield FigureRow(
        _("Complaints"),
        str(now.complaints),
        _("all that were said in the month"),
        str(before.complaints),
        _("those merged into another are counted once"),
        report.change.is_sure,
        rows={"all": "1"},
    )
    if now.per_10_000 is not None:
        yield FigureRow(
            _("Complaints per 10,000 users"),
            _number(now.per_10_000),
            _("%(users)s users") % {"users": f"{report.question.users:,}"},
            _number(before.per_10_000),
            _("complaints × 10,000 / users as stated in the address"),
            report.change.is_sure,
        )
    if now.handovers is not None:
        yield FigureRow(
            _("Handovers per complaint"),
            _number(now.handovers),
            _counted(now.complaints),
            _number(before.handovers),
            _("times a complaint changed hands, mean"),
            rows={"flag": "handed_over"},
        )


def _promises(report: Report) -> Iterator[FigureRow]:
    for kind, kept in report.now.on_time.items():
        before = report.before.on_time.get(kind)
        label = _("Kept on time: %(promise)s") % {"promise": CLOCK_NAMES.get(kind, kind)}
        meaning = _("promises that ended as kept, of those that ended kept or broken")
        yield _share_row(label, kept, before, meaning, {"clock": kind, "outcome": "breached"})


def _waits(report: Report) -> Iterator[FigureRow]:
    for name, (label, meaning, flag) in WAITS.items():
        now: Waits = getattr(report.now, name)
        before: Waits = getattr(report.before, name)
        if now.count:
            yield FigureRow(
                str(label),
                _quantiles(now),
                _counted(now.count),
                _quantiles(before),
                str(meaning),
                is_long=True,
                rows={"flag": flag},
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
            before = report.before.shares.get(name)
            yield _share_row(str(label), kept, before, str(meaning), {"flag": flag})


def _share_row(
    label: str, now: Share, before: Share | None, meaning: str, rows: Mapping[str, str]
) -> FigureRow:
    base = _("%(part)s of %(base)s") % {"part": now.part, "base": now.base}
    return FigureRow(
        label,
        percent(now.value),
        f"{base}; {interval(now)}",
        percent(before.value) if before else "–",
        meaning,
        differ(now, before),
        rows=rows,
    )


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
