"""The pages staff work in, through the doors a browser uses."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from huiyin.cases.actions.pause_case import pause_case
from huiyin.cases.models import Case
from huiyin.cases.pages.verbs import VERBS
from huiyin.cases.queries.wording import names, reason_words
from huiyin.cases.tests.builders import MONDAY_NINE, later, make_case, somebody
from huiyin.channels.public import messages_of
from huiyin.kernel.access.models import User
from huiyin.kernel.clock import now

pytestmark = pytest.mark.django_db


def signed_in(name):
    client = Client(headers={"accept-language": "en"})
    client.force_login(
        User.objects.get(username=name),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    return client


@pytest.fixture
def biller(operator):
    return signed_in("biller")


@pytest.fixture
def case(operator):
    return make_case()


def do(client, case, verb, *, fragment=False, **data):
    shown = f"http://testserver/cases/{case.ref}/"
    headers = {"hx-request": "true", "hx-current-url": shown} if fragment else {}
    return client.post(reverse("cases:do", args=[case.ref, verb]), data, headers=headers)


def test_the_queue_shows_what_the_person_holds(biller, case):
    page = biller.get("/cases/")

    assert page.status_code == 200
    assert case.ref in page.content.decode()
    assert page.context["count"] == "1"


def test_nobody_sees_the_queue_without_signing_in(case):
    assert Client().get("/cases/").status_code == 302


def test_an_administrator_has_no_business_in_the_queue(operator):
    somebody("root", "supervision", roles=["administrator"])

    assert signed_in("root").get("/cases/").status_code == 403


def test_a_filter_reads_as_part_of_a_sentence(biller, case):
    page = biller.get("/cases/?view=all&department=billing&due=overdue")

    assert [chip["label"] for chip in page.context["chips"]] == ["in", "that are"]
    assert case.ref in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "meant", "said"),
    [
        ("Hangzhou, Zhejiang (3301)", "3301", "Hangzhou"),
        ("3301", "3301", "Hangzhou"),
        ("zhejiang", "33", "Zhejiang"),
        ("Atlantis Bay", "Atlantis Bay", "Atlantis Bay"),
    ],
)
def test_the_queue_is_narrowed_to_a_region_by_its_name(biller, typed, meant, said):
    page = biller.get("/cases/", {"view": "all", "region": typed})

    assert page.context["asked"].region == meant
    assert [chip["value"] for chip in page.context["chips"]] == [said]
    assert '<option value="Hangzhou, Zhejiang (3301)">' in page.content.decode()


def test_an_empty_list_says_what_to_do(biller):
    page = biller.get("/cases/?view=mine")

    assert page.context["empty_href"] == "?view=unheld"


def test_the_export_is_safe_to_open_in_a_spreadsheet(biller, operator):
    make_case(title="=cmd|' /C calc'!A0")

    answer = biller.get("/cases/export.csv?view=all")

    table = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert table[0][0] == "Case"
    assert table[1][5] == "'=cmd|' /C calc'!A0"


def test_the_page_of_a_case_tells_its_story_and_offers_the_next_act(biller, case):
    page = biller.get(f"/cases/{case.ref}/")

    assert page.context["main"].code == "resolve"
    assert "多扣了五十元" in page.content.decode()
    assert page.context["clock"].kind == "first_response"


@pytest.mark.parametrize(
    "panel", ["customer", "understanding", "similar", "merging", "concessions"]
)
def test_each_panel_loads_by_itself(biller, case, panel):
    part = biller.get(f"/cases/{case.ref}/panels/{panel}/", headers={"hx-request": "true"})

    assert part.status_code == 200
    assert "<html" not in part.content.decode()


def test_a_reply_is_sent_and_told_in_place(biller, case):
    answer = do(biller, case, "reply", fragment=True, body="马上为您核实。", channel="sms")

    assert answer.headers["HX-Retarget"] == "#case"
    assert [m.body for m in messages_of(stories=[case.ref])[case.ref]][-1] == "马上为您核实。"


def test_an_act_done_from_another_page_shows_that_page_anew(biller, case):
    answer = biller.post(
        f"/cases/{case.ref}/do/note/",
        {"body": "已联系计费"},
        headers={"hx-request": "true", "hx-current-url": "http://testserver/cases/at-risk/"},
    )

    assert answer.headers["HX-Refresh"] == "true"
    assert case.notes.count() == 1


def test_a_refused_act_keeps_what_was_typed(biller, case):
    do(biller, case, "work-order", to="network", task="查基站")

    answer = do(biller, case, "resolve", fragment=True, answer="已退费，请查收。", cause="")

    assert answer.status_code == 409
    assert "已退费，请查收。" in answer.content.decode()
    case.refresh_from_db()
    assert case.state == "triaged"


def test_a_form_that_is_not_filled_in_is_shown_again(biller, case):
    answer = do(biller, case, "hand-over", fragment=True, to="network", why="")

    assert answer.status_code == 422
    case.refresh_from_db()
    assert case.department == "billing"


def test_every_verb_has_a_page_without_scripts(biller, case, operator):
    codes = [code for code, verb in VERBS.items() if verb.is_apt(case, operator["biller"])]

    pages = {code: biller.get(f"/cases/{case.ref}/do/{code}/").status_code for code in codes}

    assert set(pages.values()) == {200}


def test_a_clock_is_explained_to_the_second(biller, case):
    clock = case.clocks.get(kind="first_response")

    page = biller.get(f"/cases/{case.ref}/clocks/{clock.pk}/")

    assert page.context["told"].target_s == 3600
    assert "2026-03-02 09:00:00" in page.content.decode()


def test_several_cases_are_taken_at_once(biller, operator):
    refs = [make_case(contacts=(("phone", f"1390000000{n}"),)).ref for n in range(3)]

    answer = biller.post("/cases/bulk/", {"act": "take", "ref": refs, "back": "?view=all"})

    assert answer.url == "/cases/?view=all"
    assert set(Case.objects.values_list("state", flat=True)) == {"in_progress"}


def test_several_cases_are_assigned_after_asking_to_whom(biller, operator):
    refs = [make_case(contacts=(("phone", f"1390000000{n}"),)).ref for n in range(2)]
    asked = biller.post("/cases/bulk/", {"act": "assign", "ref": refs})

    biller.post(
        "/cases/bulk/", {"act": "assign", "ref": refs, "to": "network", "why": "查信号"}
    )

    assert asked.status_code == 200
    assert set(Case.objects.values_list("department", flat=True)) == {"network"}


def test_the_search_box_finds_a_case_by_its_number(biller, case):
    assert biller.get(f"/cases/search/?q={case.ref}").url == f"/cases/{case.ref}/"


def test_the_search_box_finds_cases_by_the_customers_phone(biller, case):
    page = biller.get("/cases/search/?q=13800001111")

    assert [line.ref for line in page.context["lines"]] == [case.ref]


def test_the_cases_of_a_customer_are_a_part_of_other_pages(biller, case):
    address = reverse("cases:of_customer", args=[case.customer_id])

    part = biller.get(address, headers={"hx-request": "true"}).content.decode()

    assert case.ref in part
    assert "<html" not in part


def test_a_preview_says_why_the_case_stands_there(biller, case):
    part = biller.get(f"/cases/{case.ref}/preview/", headers={"hx-request": "true"})

    assert "First response" in part.content.decode()


def test_two_open_cases_of_one_customer_in_the_same_words_may_be_one(biller, case, operator):
    other = make_case(at=later(hours=2))

    page = biller.get(f"/cases/{other.ref}/panels/merging/")

    assert [line.ref for line, _score, _grounds in page.context["candidates"]] == [case.ref]


def test_what_was_kept_apart_is_not_suggested_again(biller, case, operator):
    other = make_case(at=later(hours=2))

    do(biller, other, "keep-apart", of=case.ref)

    assert biller.get(f"/cases/{other.ref}/panels/merging/").context["candidates"] == []
    assert biller.get(f"/cases/{case.ref}/panels/merging/").context["candidates"] == []


def test_the_region_somebody_serves_goes_by_its_name(operator):
    with override("en"):
        said = reason_words([["region", "330106"], ["region", ""]], names(at=MONDAY_NINE))

    assert said == [
        "This person serves the region Hangzhou 330106.",
        "This person serves the region –.",
    ]


def test_a_case_that_waits_shows_its_clocks_paused(biller, case, operator):
    at = now()
    pause_case(
        ref=case.ref, waits_for="third_party", why="等网络部", at=at, actor=operator["boss"]
    )
    clock = case.clocks.get(kind="resolution")

    addresses = ("", f"clocks/{clock.pk}/", "preview/", "panels/customer/")
    pages = [
        biller.get(f"/cases/{case.ref}/{rest}", headers={"hx-request": "true"})
        for rest in addresses
    ]

    assert [page.status_code for page in pages] == [200] * len(addresses)
    assert "paused, " in pages[0].content.decode()
    assert "等网络部" in pages[0].content.decode()
