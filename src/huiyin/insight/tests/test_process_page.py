"""Where cases wait, on its page: for people of different reach, with the cases behind."""

import re

import pytest

from huiyin.insight.queries.rows import path_mark
from huiyin.insight.tests.test_pages import march, signed_in

__all__ = ["march"]
pytestmark = pytest.mark.django_db
MAP = "/reports/process/?month=2026-03"
ENGLISH = {"accept-language": "en"}


def moved(page):
    return {(one["before"], one["step"]): one["cases"] for one in page.context["moves"]}


def test_the_map_counts_the_moves_of_all_cases(client, march):
    page = signed_in(client).get(MAP, headers=ENGLISH)

    assert page.context["course"].cases == 4
    assert moved(page) == {("Receipt", "Dispatch"): 4}
    assert "4 cases" in page.content.decode()


def test_the_map_is_made_of_what_the_person_may_see(client, march):
    page = signed_in(client, regions=["33"]).get(MAP, headers=ENGLISH)

    assert moved(page) == {("Receipt", "Dispatch"): 3}


def test_an_agent_sees_no_map(client, march):
    assert signed_in(client, role="agent").get(MAP).status_code == 403


def test_every_number_of_the_map_opens_as_many_cases(client, march):
    person = signed_in(client)
    page = person.get(MAP, headers=ENGLISH)

    for one in [*page.context["moves"], *page.context["paths"], *page.context["steps"]]:
        assert len(person.get(one["href"]).context["lines"]) == one["cases"] == 4
    waiting = page.context["steps"][-1]
    assert len(person.get(waiting["waiting_href"]).context["lines"]) == waiting["waiting"] == 4


def test_a_path_is_named_by_a_short_mark(client, march):
    page = signed_in(client).get(MAP, headers=ENGLISH)

    mark = path_mark("received>dispatched")
    assert re.fullmatch("[0-9a-f]{12}", mark)
    assert page.context["paths"][0]["href"].endswith(f"&path={mark}")


def test_overdue_alone_leaves_the_others_out(client, march):
    page = signed_in(client).get(f"{MAP}&timeliness=overdue")

    assert page.context["course"].cases == 0
    assert page.status_code == 200


def test_a_forged_filter_is_no_filter(client, march):
    page = signed_in(client).get(f"{MAP}&timeliness=' OR 1=1&shown=7")

    assert (page.context["course"].cases, page.context["shown"]) == (4, 95)


def test_customers_are_told_apart_by_their_tier(client, march):
    person = signed_in(client)

    assert person.get(f"{MAP}&tier=ordinary").context["course"].cases == 4
    assert person.get(f"{MAP}&tier=vip").context["course"].cases == 0


def test_a_month_without_cases_says_so(client, march):
    page = signed_in(client).get("/reports/process/?month=2025-01", headers=ENGLISH)

    assert "No case went through the house" in page.content.decode()


def test_the_map_as_a_table_for_spreadsheets(client, march):
    text = signed_in(client).get("/reports/process/export.csv?month=2026-03", headers=ENGLISH)

    lines = text.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Part,From,To,Times,Cases,P50 h")
    assert "Moves,Receipt,Dispatch,4,4,0,0,0,0,0,0" in lines[3]


def test_the_map_as_a_workbook(client, march):
    found = signed_in(client).get("/reports/process/export.xlsx?month=2026-03")

    assert found.content[:2] == b"PK"
