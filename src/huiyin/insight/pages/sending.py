"""What a report says when it is sent: a few sentences, a link, and the document."""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from huiyin.channels.public import LetterFile
from huiyin.insight.actions.send_reports import Order, Written, writes_reports
from huiyin.insight.pages.asking import address
from huiyin.insight.pages.documents import report_pdf
from huiyin.insight.pages.export import XLSX, report_head, report_rows
from huiyin.insight.pages.report import report_parts
from huiyin.insight.rules.questions import Question
from huiyin.insight.rules.schedules import Form
from huiyin.kernel.tabular.writing import write_xlsx

TOLD = 5
PDF = "application/pdf"


@writes_reports
def write_report(order: Order) -> Written:
    """Write the letter of an order in its language."""
    with translation.override(order.language or settings.LANGUAGE_CODE):
        asked: dict[str, Any] = dict(order.asked)
        users = int(asked.pop("users", 0) or 0)
        question = Question(period=order.period, users=users, **asked)
        parts = report_parts(question, reach=order.reach)
        return Written(_subject(question), _body(parts, order), _files(parts, order))


def _subject(question: Question) -> str:
    return _("Complaints in %(month)s") % {"month": question.period.code}


def _body(parts: dict[str, Any], order: Order) -> str:
    said = [f"- {one.text}" for one in parts["sentences"][:TOLD]]
    lines = said or [_("Nobody complained in this month, as far as the filters go.")]
    only = [f"{chip['label']}: {chip['value']}" for chip in parts["chips"]]
    link = f"{settings.PUBLIC_URL}{reverse('insight:report')}?{address(parts['question'])}"
    why = _("%(owner)s has this report sent to you. It holds figures, and nobody’s data.")
    return "\n".join([*only, *lines, "", link, "", why % {"owner": order.owner}])


def _files(parts: dict[str, Any], order: Order) -> tuple[LetterFile, ...]:
    name = f"report-{order.period.code}.{order.form.value}"
    if order.form == Form.PDF:
        content = report_pdf(parts, printed_by=order.owner)
        return (LetterFile(name=name, kind=PDF, content=content),)
    if order.form == Form.XLSX:
        stream = BytesIO()
        write_xlsx(stream, report_head(), report_rows(parts))
        return (LetterFile(name=name, kind=XLSX, content=stream.getvalue()),)
    return ()
