"""The tables beside the process map, and the same for spreadsheets."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from huiyin.insight.pages.process_drawing import Link, slowness
from huiyin.insight.pages.process_words import StepNames, span
from huiyin.insight.pages.words import percent
from huiyin.insight.rules.process.course import Course, Move
from huiyin.insight.rules.reports import Waits

SHOWN_PATHS = 12


def step_rows(course: Course, *, names: StepNames, link: Link) -> list[dict[str, Any]]:
    """Return each step: how often, by how many, how long cases stay, who stands there."""
    return [
        {
            "name": names.step(one.step),
            "href": link({"step": one.step}),
            "times": one.times,
            "cases": one.cases,
            "share": percent(one.cases / course.cases, 0) if course.cases else "",
            "again": one.cases_again,
            "again_href": link({"step": one.step, "again": "1"}),
            "handovers": one.handovers,
            "waiting": one.waiting,
            "waiting_href": link({"step": one.step, "standing": "1"}),
            **_spans(one.stay),
            "work": span(one.stay_work.p50),
        }
        for one in course.steps
    ]


def move_rows(course: Course, *, names: StepNames, link: Link) -> list[dict[str, Any]]:
    """Return each move, the most frequent first."""
    return [
        {
            "before": names.step(one.before),
            "step": names.step(one.step),
            "href": link({"before": one.before, "step": one.step}),
            **_moved(one),
        }
        for one in course.moves
    ]


def handover_rows(course: Course, *, names: StepNames) -> list[dict[str, Any]]:
    """Return between whom cases went, the most frequent first."""
    return [
        {
            "before": names.department(one.before),
            "step": names.department(one.step),
            **_moved(one),
        }
        for one in course.handovers
    ]


def path_rows(course: Course, *, names: StepNames, link: Link) -> list[dict[str, Any]]:
    """Return each path with its cases and how many kept the promise, the frequent first."""
    return [
        {
            "steps": [names.step(step) for step in one.steps],
            "href": link({"path": one.text}),
            "cases": one.cases,
            "share": percent(one.cases / course.cases, 0) if course.cases else "",
            "on_time": percent(one.kept.value, 0) if one.kept else "–",
            "judged": one.on_time + one.overdue,
            "p50": span(one.p50),
        }
        for one in course.paths
    ]


def _moved(one: Move) -> dict[str, Any]:
    told = {"moves": one.moves, "cases": one.cases, "slow": slowness(one.waits.p50)}
    return told | _spans(one.waits) | {"work": span(one.work.p50)}


def _spans(waits: Waits) -> dict[str, str]:
    return {name: span(getattr(waits, name)) for name in ("p50", "p80", "p95")}


def sheet_head() -> list[str]:
    """Return the columns of the map as a table."""
    quantiles = ["P50 h", "P80 h", "P95 h"]
    work = [_("%(name)s in working time") % {"name": name} for name in quantiles]
    head = [_("Part"), _("From"), _("To"), _("Times"), _("Cases"), *quantiles, *work]
    return [*head, _("On time"), _("Overdue")]


def sheet_rows(course: Course, names: StepNames) -> Iterator[list[Any]]:
    """Yield steps, moves, handovers and paths as rows of one table."""
    for one in course.steps:
        yield [
            _("Steps"),
            None,
            names.step(one.step),
            one.times,
            one.cases,
            *_six(one.stay, one.stay_work),
        ]
    for part, moves, name in (
        (_("Moves"), course.moves, names.step),
        (_("Handovers"), course.handovers, names.department),
    ):
        for move in moves:
            counts = (move.moves, move.cases, *_six(move.waits, move.work))
            yield [part, name(move.before), name(move.step), *counts]
    for path in course.paths:
        said = " → ".join(names.step(step) for step in path.steps)
        whole = [path.cases, path.cases, path.p50, *[None] * 5, path.on_time, path.overdue]
        yield [_("Paths"), None, said, *whole]


def _six(waits: Waits, work: Waits) -> list[float | None]:
    return [waits.p50, waits.p80, waits.p95, work.p50, work.p80, work.p95]
