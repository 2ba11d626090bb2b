"""The report as a table for spreadsheets."""

from collections.abc import Iterator
from io import BytesIO, StringIO
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _

from huiyin.insight.pages.charts import CUT_SHARES
from huiyin.insight.pages.process import process_context
from huiyin.insight.pages.process_tables import sheet_head, sheet_rows
from huiyin.insight.pages.process_words import StepNames
from huiyin.insight.pages.report import report_context
from huiyin.kernel.access.actor import Request
from huiyin.kernel.tabular.writing import write_csv, write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
def as_csv(request: Request) -> HttpResponse:
    """Give the figures as CSV, readable by spreadsheets of any language."""
    stream = StringIO()
    context = report_context(request)
    write_csv(stream, report_head(), report_rows(context))
    content = stream.getvalue().encode("utf-8-sig")
    return _file(content, "text/csv; charset=utf-8", context, "csv")


@login_required
def as_xlsx(request: Request) -> HttpResponse:
    """Give the figures as a workbook."""
    stream = BytesIO()
    context = report_context(request)
    write_xlsx(stream, report_head(), report_rows(context))
    return _file(stream.getvalue(), XLSX, context, "xlsx")


@login_required
def process_as_csv(request: Request) -> HttpResponse:
    """Give the process map as CSV."""
    stream, context = StringIO(), process_context(request)
    write_csv(stream, sheet_head(), sheet_rows(context["course"], StepNames(context["called"])))
    content = stream.getvalue().encode("utf-8-sig")
    return _file(content, "text/csv; charset=utf-8", context, "csv", name="process")


@login_required
def process_as_xlsx(request: Request) -> HttpResponse:
    """Give the process map as a workbook."""
    stream, context = BytesIO(), process_context(request)
    rows = sheet_rows(context["course"], StepNames(context["called"]))
    write_xlsx(stream, sheet_head(), rows)
    return _file(stream.getvalue(), XLSX, context, "xlsx", name="process")


def _file(
    content: bytes, kind: str, context: dict[str, Any], ending: str, name: str = "report"
) -> HttpResponse:
    name = f"{name}-{context['question'].period.code}.{ending}"
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def report_head() -> list[str]:
    """Return the columns of the report as a table."""
    head = [_("Part"), _("What"), _("Value"), _("Month before"), _("Base and definition")]
    return [*head, _("Same month a year before"), *map(str, CUT_SHARES.values())]


def report_rows(context: dict[str, Any]) -> Iterator[list[Any]]:
    """Yield figures, cuts and days as rows of one table."""
    for one in context["figures"]:
        note = f"{one.base}; {one.meaning}"
        yield [_("Figures"), one.label, one.value, one.before.value, note, one.year.value]
    for table in context["tables"]:
        for line in table.lines:
            told = [line["name"], line["now"], line["before"], line["share"], line["year"]]
            yield [table.name, *told, *(one["value"] for one in line["shares"])]
    for day, count in context["report"].days:
        yield [_("Day"), day.isoformat(), count, None, None]
