"""The way of cases in the reader's language: names of steps, findings as sentences."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from huiyin.insight.pages.definitions import STEP_NAMES
from huiyin.insight.pages.sentences import Sentence
from huiyin.insight.pages.words import Names, hours, interval, percent
from huiyin.insight.rules.findings import Finding
from huiyin.insight.rules.process.course import Course, Move
from huiyin.insight.rules.reports import Waits

TIMELINESS: Mapping[str, str | Promise] = {
    "on_time": gettext_lazy("On time"),
    "overdue": gettext_lazy("Overdue"),
}


@dataclass(frozen=True, slots=True)
class StepNames:
    """What to call steps and departments: ours, or as a file of somebody else calls them."""

    called: Names | None = None

    def step(self, code: str) -> str:
        """Return the name of a step."""
        return str(STEP_NAMES.get(code, code)) if self.called else code

    def department(self, code: str) -> str:
        """Return the name of who had the case."""
        return self.called.of("department", code) if self.called else code


def waits_said(waits: Waits) -> str:
    """Say the quantiles of waiting in one line."""
    if not waits.count or waits.p50 is None:
        return "–"
    return _("P50 %(p50)s, P80 %(p80)s, P95 %(p95)s") % {
        "p50": span(waits.p50),
        "p80": span(waits.p80),
        "p95": span(waits.p95),
    }


def span(value: float | None) -> str:
    """Say hours, short ones in minutes."""
    if value is None or value >= 1:
        return hours(value)
    return _("%(count)s min") % {"count": f"{value * 60:.0f}"}


def say_course(finding: Finding, *, names: StepNames, course: Course) -> Sentence:
    """Word a finding of the process map."""
    text, base, rows = _WORDS[finding.kind](finding.values, names, course)
    return Sentence(text, base, finding.meaning, rows)


Values = Mapping[str, Any]
Said = tuple[str, str, Mapping[str, str]]


def _between(move: Move, names: StepNames) -> dict[str, str]:
    return {"before": names.step(move.before), "step": names.step(move.step)}


def _rows(move: Move) -> dict[str, str]:
    return {"before": move.before, "step": move.step}


def _longest(v: Values, names: StepNames, _course: Course) -> Said:
    move = v["move"]
    text = _("Cases wait a median of %(p50)s from “%(before)s” to “%(step)s”: the longest.")
    base = _("%(waits)s; %(moves)s times, %(cases)s cases") % {
        "waits": waits_said(move.waits),
        "moves": move.moves,
        "cases": move.cases,
    }
    return text % (_between(move, names) | {"p50": span(move.waits.p50)}), base, _rows(move)


def _most_hours(v: Values, names: StepNames, course: Course) -> Said:
    move = v["move"]
    text = (
        _("%(percent)s of all waiting for an answer is from “%(before)s” to “%(step)s”.")
        if course.is_ours
        else _("%(percent)s of all waiting is from “%(before)s” to “%(step)s”.")
    )
    base = _("%(hours)s of all cases together, half of them within %(p50)s each") % {
        "hours": hours(move.hours),
        "p50": span(move.waits.p50),
    }
    return (
        text % (_between(move, names) | {"percent": percent(v["part"], 0)}),
        base,
        _rows(move),
    )


def _overdue_wait(v: Values, names: StepNames, course: Course) -> Said:
    one = v["difference"]
    text = _(
        "In overdue cases %(overdue)s of the waits from “%(before)s” to “%(step)s” are long, "
        "in those on time %(on_time)s."
    )
    values = {
        "before": names.step(one.before),
        "step": names.step(one.step),
        "overdue": percent(one.overdue.value, 0),
        "on_time": percent(one.on_time.value, 0),
    }
    said = _("long: above the median of all; %(interval)s of %(moves)s; more than chance")
    base = said % {"interval": interval(one.overdue), "moves": one.overdue.base}
    rows = {"before": one.before, "step": one.step, "timeliness": "overdue"}
    return text % values, base, rows


def _overdue_step(v: Values, names: StepNames, course: Course) -> Said:
    one = v["difference"]
    text = _("%(overdue)s of the overdue cases had “%(step)s”, of those on time %(on_time)s.")
    values = {
        "step": names.step(one.step),
        "overdue": percent(one.overdue.value, 0),
        "on_time": percent(one.on_time.value, 0),
    }
    said = _("%(overdue)s overdue and %(on_time)s on time; %(interval)s; more than chance")
    base = said % {
        "overdue": course.overdue,
        "on_time": course.on_time,
        "interval": interval(one.overdue),
    }
    return text % values, base, {"step": one.step, "timeliness": "overdue"}


def _main_path(v: Values, names: StepNames, _course: Course) -> Said:
    path = v["path"]
    text = ngettext(
        "All cases take one path.",
        "%(percent)s of the cases take the most frequent of %(paths)s paths.",
        v["paths"],
    )
    base = " → ".join(names.step(step) for step in path.steps)
    values = {"percent": percent(v["share"].value, 0), "paths": v["paths"]}
    return text % values, base, {"path": path.text}


def _loop(v: Values, names: StepNames, _course: Course) -> Said:
    step, part = v["step"], v["share"]
    text = _("%(percent)s of the cases come back to “%(step)s”.")
    base = _("%(cases)s cases, %(again)s times beyond the first; %(interval)s") % {
        "cases": step.cases_again,
        "again": step.again,
        "interval": interval(part),
    }
    values = {"percent": percent(part.value, 0), "step": names.step(step.step)}
    return text % values, base, {"step": step.step, "again": "1"}


def _handover(v: Values, names: StepNames, _course: Course) -> Said:
    move = v["move"]
    text = _("Most cases that change hands go from %(before)s to %(step)s.")
    values = {"before": names.department(move.before), "step": names.department(move.step)}
    base = _("%(moves)s times, %(cases)s cases; until then %(waits)s") % {
        "moves": move.moves,
        "cases": move.cases,
        "waits": waits_said(move.waits),
    }
    return text % values, base, {"flag": "handed_over"}


def _standing(v: Values, names: StepNames, _course: Course) -> Said:
    step = v["step"]
    text = ngettext(
        "%(count)s case stands at “%(step)s” now, more than anywhere else.",
        "%(count)s cases stand at “%(step)s” now, more than anywhere else.",
        step.waiting,
    )
    base = _("nothing has happened since; as the lake was last published")
    values = {"count": step.waiting, "step": names.step(step.step)}
    return text % values, base, {"step": step.step, "standing": "1"}


_WORDS: Mapping[str, Callable[[Values, StepNames, Course], Said]] = {
    "longest_wait": _longest,
    "most_hours": _most_hours,
    "overdue_wait": _overdue_wait,
    "overdue_step": _overdue_step,
    "main_path": _main_path,
    "loop": _loop,
    "handover": _handover,
    "standing": _standing,
}
