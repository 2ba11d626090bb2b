"""The two real files, imported as they are: what the reports must show of them."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from huiyin.insight.queries.reports import monthly_report
from huiyin.insight.rules.findings import findings
from huiyin.insight.rules.periods import month_of
from huiyin.insight.rules.questions import Question
from huiyin.kernel.clock import now
from huiyin.kernel.journal.seals import seal_waiting
from huiyin.kernel.lake.publish import publish_lake
from huiyin.kernel.lake.read import reading, table
from huiyin.workforce.actions.lay_out_defaults import lay_out_defaults
from tests.real_data.files import real_file, sheet_moment, sheet_rows

CABLE = "en_comcast_complaints/Comcast_telecom_complaints_data.csv"
REPLIES = "zh_taidi2020c_hotline/附件4.xlsx"
JUNE = Question(period=month_of(date(2015, 6, 1)))

pytestmark = pytest.mark.django_db


@pytest.fixture
def imported(seeded_standards, monday_nine, tmp_path):
    lay_out_defaults(at=monday_nine)

    def load(name):
        path = real_file(name)
        rejects = tmp_path / "rejected.csv"
        call_command(
            "complaints_import", str(path), json=True, rejects=rejects, stdout=StringIO()
        )
        while seal_waiting(at=now()):
            pass
        publish_lake(at=now())

    return load


def test_the_burst_of_june_2015_stands_out(imported):
    imported(CABLE)

    report = monthly_report(JUNE, reach=None)

    assert dict(report.days)[date(2015, 6, 24)] == 218
    [burst] = [one for one in findings(report) if one.kind == "burst"]
    assert (burst.values["day"], burst.values["count"]) == (date(2015, 6, 24), 218)
    assert {line.code: line.now for line in report.cuts["area"]}["Georgia"] > 100


def test_the_delays_of_known_replies_are_those_of_the_file(imported):
    imported(REPLIES)

    lake_delays = sorted(_told_delays())

    rows = sheet_rows(real_file(REPLIES))
    expected = sorted(
        (sheet_moment(row["答复时间"]) - sheet_moment(row["留言时间"])).total_seconds()
        for row in rows
    )
    known = [delay for delay in expected if delay >= 0]
    assert lake_delays == known


def _told_delays():
    with reading() as lake:
        rows = lake.rows(table("cases"))
    assert all(row["is_history"] for row in rows)
    return [row["first_response_s"] for row in rows]
