"""The monthly report on its pages, for people of different reach."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from huiyin.cases.tests.builders import MONDAY_NINE, later, make_case
from huiyin.insight.queries.rows import Behind, refs_behind
from huiyin.insight.rules.periods import month_of
from huiyin.insight.rules.questions import Question
from huiyin.kernel.access.models import RoleGrant, User
from huiyin.kernel.journal.seals import seal_waiting
from huiyin.kernel.lake.publish import publish_lake
from huiyin.workforce.actions.lay_out_defaults import lay_out_defaults

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def march(seeded_standards):
    """Three complaints in Zhejiang, one in Guangdong, told to the lake."""
    lay_out_defaults(at=MONDAY_NINE)
    for number, region in enumerate(["330106", "330106", "330102", "440103"]):
        contacts = (("phone", f"1380000222{number}"),)
        make_case(at=later(hours=number), contacts=contacts, region=region)
    seal_waiting(at=later(days=1))
    publish_lake(at=later(days=1))


def signed_in(client, *, role="quality_manager", **scope):
    user = User.objects.create_user(username="reader", password=None)
    RoleGrant.objects.create(user=user, role=role, **scope)
    client.force_login(user, backend=BACKEND)
    client.cookies["django_language"] = "en"
    return client


def test_a_report_says_how_many_complained(client, march):
    page = signed_in(client).get("/reports/?month=2026-03", headers={"accept-language": "en"})

    assert page.context["report"].now.complaints == 4
    assert "4 complaints were received" in page.content.decode()


def test_a_report_is_made_of_what_the_person_may_see(client, march):
    page = signed_in(client, regions=["33"]).get("/reports/?month=2026-03")

    assert page.context["report"].now.complaints == 3
    assert [line.code for line in page.context["report"].cuts["area"]] == ["33"]


def test_each_figure_says_what_it_was_before_and_which_way_is_better(client, march):
    page = signed_in(client).get("/reports/?month=2026-03", headers={"accept-language": "en"})

    rows = {row.label: row for row in page.context["figures"]}
    assert (rows["Complaints"].better, rows["Complaints"].year.value) == ("down", "0")
    assert rows["Time at the step “Receipt”"].value == "P50 0.0 h, P80 0.0 h, P95 0.0 h"


def test_each_line_of_a_cut_tells_its_own_shares(client, march):
    page = signed_in(client).get("/reports/?month=2026-03", headers={"accept-language": "en"})

    areas = {line.code: line for line in page.context["report"].cuts["area"]}
    assert (areas["33"].now, areas["33"].shares["repeat"].base) == (3, 3)
    assert [line.code for line in page.context["report"].cuts["tier"]] == ["ordinary"]


def test_time_at_a_step_opens_its_cases(client, march):
    page = signed_in(client).get("/reports/cases/?month=2026-03&before=received")

    assert len(page.context["lines"]) == 4


def test_areas_go_by_their_names(client, march):
    page = signed_in(client).get("/reports/?month=2026-03&area=33")
    sheet = client.get("/reports/export.csv?month=2026-03")

    shown = page.content.decode()
    assert '<option value="33" selected>Zhejiang</option>' in shown
    assert {"label": "Area", "value": "Zhejiang", "href": "?month=2026-03", "is_on": True} in (
        page.context["chips"]
    )
    assert "Area,Zhejiang,3" in sheet.content.decode()


def test_an_agent_sees_no_reports(client, march):
    assert signed_in(client, role="agent").get("/reports/").status_code == 403


def test_rows_behind_a_figure_agree_with_it(client, march):
    page = signed_in(client).get("/reports/cases/?month=2026-03&area=33")

    assert len(page.context["lines"]) == 3


def test_rows_go_on_where_they_stopped(march):
    question = Question(period=month_of(MONDAY_NINE.date()))
    first = refs_behind(question, Behind(), reach=None, after=None, size=3)

    second = refs_behind(question, Behind(), reach=None, after=first[-1], size=3)

    refs = [ref for _moment, ref in (*first, *second)]
    assert (len(first), len(second)) == (3, 1)
    assert refs == sorted(set(refs), reverse=True)


def test_a_forged_mark_is_refused(client, march):
    page = signed_in(client).get("/reports/cases/?month=2026-03&after=forged")

    assert page.status_code == 422


@pytest.mark.parametrize(
    "asked",
    ["month=2026-99", "month=x", "users=many", "users=²"],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(client, march, asked):
    assert signed_in(client).get(f"/reports/?{asked}").status_code == 422


@pytest.mark.parametrize("asked", ["day=yesterday", "hour=x", "weekday=x"])
def test_rows_that_cannot_be_meant_are_refused(client, march, asked):
    page = signed_in(client).get(f"/reports/cases/?month=2026-03&{asked}")

    assert page.status_code == 422


def test_an_export_holds_the_figures_and_no_formula(client, march):
    text = (
        signed_in(client).get("/reports/export.csv?month=2026-03").content.decode("utf-8-sig")
    )

    assert "2026-03-02" in text
    assert not [line for line in text.splitlines() if line.startswith(("=", "+", "@"))]


def test_a_workbook_is_a_workbook(client, march):
    found = signed_in(client).get("/reports/export.xlsx?month=2026-03")

    assert found.content[:2] == b"PK"


def test_the_empty_report_says_what_to_do(client, seeded_standards):
    page = signed_in(client).get("/reports/", headers={"accept-language": "en"})

    assert "huiyin lake publish" in page.content.decode()


def test_the_command_prints_one_object(march):
    out = StringIO()

    call_command("report_month", month="2026-03", json=True, stdout=out)

    report = json.loads(out.getvalue().splitlines()[-1])
    assert report["now"]["complaints"] == 4
    assert report["days"]["2026-03-02"] == 4
