"""Reports as PDF: for people of different reach, and for the public."""

import pytest

from huiyin.insight.actions.publish_report import publish_report
from huiyin.insight.pages.charts import Chart
from huiyin.insight.pages.paper_charts import HIGH, WIDE, on_paper
from huiyin.insight.rules.periods import month_of
from huiyin.insight.tests.test_pages import march, signed_in
from huiyin.insight.tests.test_publishing import APRIL_NINE, MANAGER, MONDAY_NINE

__all__ = ["march"]


@pytest.fixture
def pango():
    pytest.importorskip("weasyprint", exc_type=OSError, reason="Pango is not installed")


@pytest.mark.django_db
def test_a_report_is_a_document_named_by_its_month(client, march, pango):
    found = signed_in(client).get("/reports/report.pdf?month=2026-03")

    assert found.content[:5] == b"%PDF-"
    assert 'filename="report-2026-03.pdf"' in found["Content-Disposition"]


@pytest.mark.django_db
def test_an_agent_gets_no_document(client, march):
    assert signed_in(client, role="agent").get("/reports/report.pdf").status_code == 403


@pytest.mark.django_db
def test_the_public_gets_what_is_published_and_nothing_else(client, march, pango):
    assert client.get("/portal/quality/2026-03/report.pdf").status_code == 404
    publish_report(period=month_of(MONDAY_NINE.date()), users=0, at=APRIL_NINE, actor=MANAGER)

    found = client.get("/portal/quality/2026-03/report.pdf")

    assert found.content[:5] == b"%PDF-"


def chart(kind, *series):
    told = [{"name": f"s{n}", "values": list(values)} for n, values in enumerate(series)]
    labels = [str(n) for n in range(len(series[0]))]
    return Chart("c", "title", {"kind": kind, "x": labels, "series": told}, [], "")


@pytest.mark.parametrize("kind", ["line", "bar", "heat"])
def test_a_chart_of_nothing_is_drawn_all_the_same(kind):
    drawn = on_paper(chart(kind, [0, 0, 0]))

    assert drawn.title == "title"


def test_the_highest_value_stays_below_the_highest_line():
    drawn = on_paper(chart("bar", [3, 17, None]))

    tops = [float(box[1]) for box in drawn.boxes]
    assert min(tops) >= min(float(y) for y in drawn.levels)
    assert max(float(box[0]) + float(box[2]) for box in drawn.boxes) <= WIDE
    assert max(float(box[1]) + float(box[3]) for box in drawn.boxes) <= HIGH
