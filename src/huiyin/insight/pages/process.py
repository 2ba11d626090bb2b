"""Where cases wait: the process map from the journal."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from huiyin.insight.access import reach_of
from huiyin.insight.pages.asking import address, read_question
from huiyin.insight.pages.figures import filter_chips
from huiyin.insight.pages.process_drawing import Link, drawing
from huiyin.insight.pages.process_tables import (
    SHOWN_PATHS,
    handover_rows,
    move_rows,
    path_rows,
    step_rows,
)
from huiyin.insight.pages.process_words import TIMELINESS, StepNames, say_course
from huiyin.insight.pages.words import names
from huiyin.insight.queries.process import process_map
from huiyin.insight.queries.reports import known_choices
from huiyin.insight.queries.rows import path_mark
from huiyin.insight.rules.periods import month_of
from huiyin.insight.rules.process.course import Course
from huiyin.insight.rules.process.findings import course_findings
from huiyin.kernel.access.actor import Request
from huiyin.kernel.clock import now
from huiyin.kernel.ui.fragments import render_page

SHOWN = (100, 95, 90, 80)
USUALLY = 95


@login_required
def show(request: Request) -> HttpResponse:
    """Show how cases went: findings, map, tables; any of it opens its cases."""
    return render_page(request, "insight/process.html", process_context(request))


def process_context(request: Request) -> dict[str, Any]:
    """Return all a template needs of the map that is asked for."""
    reach = reach_of(request.actor)
    choices = known_choices(reach=reach)
    question = read_question(request.GET, choices=choices, today=month_of(now().date()))
    timeliness = request.GET.get("timeliness", "")
    timeliness = timeliness if timeliness in TIMELINESS else ""
    shown = _read_shown(request.GET)
    course = process_map(question, timeliness=timeliness, reach=reach)
    called = names()
    here = {"timeliness": timeliness, "shown": str(shown) if shown != USUALLY else ""}
    return {
        "question": question,
        "timeliness": timeliness,
        "timeliness_choices": TIMELINESS.items(),
        "shown": shown,
        "shown_choices": [(one, _said(one)) for one in SHOWN],
        "address": address(question, **here),
        "earlier": address(question, month=question.period.previous.code, **here),
        "later": address(question, month=question.period.next.code, **here),
        "choices": choices,
        "months": sorted({*choices.months, question.period.code}, reverse=True),
        "called": called,
        "chips": [*filter_chips(question, called), *_chips(question, timeliness)],
        "csv": reverse("insight:process_csv"),
        "xlsx": reverse("insight:process_xlsx"),
        "published": _moment(course.published_at),
        "is_empty": not choices.months,
        **course_context(
            course,
            shown=shown,
            names=StepNames(called),
            link=_link(address(question, timeliness=timeliness)),
        ),
    }


def course_context(
    course: Course, *, shown: int, names: StepNames, link: Link
) -> dict[str, Any]:
    """Return what is drawn and told of a course, wherever it comes from."""
    found = course_findings(course)
    said = [say_course(one, names=names, course=course) for one in found]
    return {
        "course": course,
        "sentences": [(one, link(one.rows)) for one in said],
        "map": drawing(course, percent=shown, names=names, link=link),
        "steps": step_rows(course, names=names, link=link),
        "moves": move_rows(course, names=names, link=link),
        "paths": path_rows(course, names=names, link=link)[:SHOWN_PATHS],
        "more_paths": max(0, len(course.paths) - SHOWN_PATHS),
        "handovers": handover_rows(course, names=names),
    }


def _link(asked: str) -> Link:
    def to(rows: Mapping[str, str]) -> str:
        told = {**rows, "path": path_mark(rows["path"])} if "path" in rows else rows
        return f"{reverse('insight:rows')}?{asked}&{urlencode(told)}"

    return to


def _read_shown(asked: Mapping[str, str]) -> int:
    told = asked.get("shown", "")
    known = {str(one): one for one in SHOWN}
    return known.get(told, USUALLY)


def _said(percent: int) -> str:
    if percent == 100:
        return _("all moves")
    return _("the most frequent, %(percent)s %%") % {"percent": percent}


def _chips(question: Any, timeliness: str) -> list[dict[str, Any]]:
    if not timeliness:
        return []
    value, href = str(TIMELINESS[timeliness]), f"?{address(question)}"
    return [{"label": _("Promise"), "value": value, "href": href, "is_on": True}]


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
