"""The monthly feedback report."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse

from huiyin.insight.access import PUBLISH, SCHEDULE, Reach, reach_of
from huiyin.insight.pages.asking import address, read_question
from huiyin.insight.pages.charts import charts, cut_tables
from huiyin.insight.pages.figures import figure_rows, filter_chips
from huiyin.insight.pages.sentences import say
from huiyin.insight.pages.words import names
from huiyin.insight.queries.published import published_report
from huiyin.insight.queries.reports import known_choices, monthly_report
from huiyin.insight.rules.findings import findings
from huiyin.insight.rules.periods import month_of
from huiyin.insight.rules.questions import Question
from huiyin.kernel.access.actor import Request
from huiyin.kernel.clock import now
from huiyin.kernel.ui.fragments import render_page


@login_required
def show(request: Request) -> HttpResponse:
    """Show a month: findings in words, charts, figures, where they come from."""
    return render_page(request, "insight/report.html", report_context(request))


@login_required
def show_print(request: Request) -> HttpResponse:
    """Show the same month as a document for paper."""
    context = report_context(request) | {"printed_at": now(), "printed_by": request.actor.name}
    return render_page(request, "insight/report_print.html", context)


def report_context(request: Request) -> dict[str, Any]:
    """Return all a template needs of the report that is asked for."""
    reach = reach_of(request.actor)
    choices = known_choices(reach=reach)
    question = read_question(request.GET, choices=choices, today=month_of(now().date()))
    return report_parts(question, reach=reach) | {
        "address": address(question),
        "earlier": address(question, month=question.period.previous.code),
        "later": address(question, month=question.period.next.code),
        "choices": choices,
        "print": reverse("insight:print"),
        "csv": reverse("insight:csv"),
        "xlsx": reverse("insight:xlsx"),
        "pdf": reverse("insight:pdf"),
        "schedules": reverse("insight:schedules") if SCHEDULE.allows(request.actor) else "",
        "months": sorted({*choices.months, question.period.code}, reverse=True),
        "may_publish": PUBLISH.allows(request.actor) and reach is None and question.is_whole,
        "edition": published_report(period=question.period.code),
        "is_empty": not choices.months,
    }


def report_parts(question: Question, *, reach: Reach) -> dict[str, Any]:
    """Return what is told of a report, whoever it is for and however it is shown."""
    report = monthly_report(question, reach=reach)
    called = names()
    at = report.published_at
    return {
        "report": report,
        "question": question,
        "sentences": [say(finding, names=called) for finding in findings(report)],
        "charts": charts(report),
        "tables": cut_tables(report, names=called),
        "figures": figure_rows(report),
        "called": called,
        "chips": filter_chips(question, called),
        "published": datetime.fromisoformat(at) if at else None,
    }
