"""Reports as PDF: for whoever may see them, for the public, for letters."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huiyin.insight.pages.charts import Chart
from huiyin.insight.pages.paper_charts import on_paper
from huiyin.insight.pages.publishing import public_context
from huiyin.insight.pages.report import report_context
from huiyin.insight.queries.published import published_report
from huiyin.kernel.access.actor import Request
from huiyin.kernel.refusal import NotFound
from huiyin.kernel.ui.paper import pdf_of


@login_required
def as_pdf(request: Request) -> HttpResponse:
    """Give the report of a month as a document."""
    context = report_context(request)
    content = report_pdf(context, printed_by=request.actor.name)
    return _file(content, f"report-{context['question'].period.code}.pdf")


def public_as_pdf(_request: HttpRequest, period: str) -> HttpResponse:
    """Give a published month as a document, to whoever comes."""
    edition = published_report(period=period)
    if edition is None:
        raise NotFound(
            _("There is no public report of this month. Look at the list of months.")
        )
    context = public_context(edition)
    chart = Chart("", _("Complaints by month"), context["chart"], [], "")
    context |= {"drawings": [on_paper(chart)], "operator": settings.OPERATOR_NAME}
    content = pdf_of("insight/public_document.html", context)
    return _file(content, f"quality-{period}.pdf")


def report_pdf(parts: dict[str, Any], *, printed_by: str = "") -> bytes:
    """Return the document of a report in the language in force."""
    drawings = [on_paper(chart) for chart in parts["charts"]]
    more = {"drawings": drawings, "printed_by": printed_by, "operator": settings.OPERATOR_NAME}
    return pdf_of("insight/report_document.html", parts | more)


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
