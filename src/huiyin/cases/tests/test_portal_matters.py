"""What a customer sees of their matters and may do to them; what others never see."""

import json
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huiyin.cases.actions.answer_case import add_note
from huiyin.cases.actions.merge_cases import merge_cases
from huiyin.cases.actions.pause_case import pause_case
from huiyin.cases.actions.resolve_case import resolve_case
from huiyin.cases.models import CallBack, Case
from huiyin.cases.queries.links import follow_token, rating_token
from huiyin.cases.tests.builders import make_case
from huiyin.channels.public import messages_of
from huiyin.kernel.clock import now
from huiyin.notifications.models import Notice

pytestmark = pytest.mark.django_db
PHONE = "13800001111"
OTHERS = (("phone", "13700009999"),)


def code_in(settings):
    letters = sorted(
        settings.SPOOL_ROOT.rglob("code-*.json"), key=lambda p: p.stat().st_mtime_ns
    )
    return re.match(r"\d{6}", json.loads(letters[-1].read_text())["body"]).group()


def sign_in(settings, contact=PHONE):
    client = Client()
    client.post("/portal/sign-in/", {"contact": contact})
    client.post("/portal/sign-in/code/", {"code": code_in(settings)})
    return client


def fresh_case(**changes):
    return make_case(at=now() - timedelta(minutes=5), **changes)


def resolve(case, operator):
    resolve_case(
        ref=case.ref, answer="已退费五十元。", cause="", at=now(), actor=operator["biller"]
    )
    return CallBack.objects.get(case=case, cycle=case.cycle)


@pytest.fixture
def case(operator):
    return fresh_case()


@pytest.fixture
def customer(case, settings):
    return sign_in(settings)


def test_the_list_shows_own_matters_only(case, customer):
    other = fresh_case(contacts=OTHERS, body="别人的投诉")

    page = customer.get("/portal/matters/").content.decode()

    assert case.ref in page
    assert other.ref not in page


@pytest.mark.parametrize("path", ["", "print/", "files/1/"])
def test_anothers_matter_is_not_found_like_none(case, customer, path):
    other = fresh_case(contacts=OTHERS)

    answers = [
        customer.get(f"/portal/matters/{ref}/{path}").status_code
        for ref in (other.ref, "C-9999-999999")
    ]

    assert answers == [404, 404]


@pytest.mark.parametrize("act", ["words", "again", "withdraw", "rating"])
def test_nobody_changes_anothers_matter(case, customer, act):
    other = fresh_case(contacts=OTHERS)
    before = Case.objects.values().get(pk=other.pk)
    typed = {"words": "x", "score": "1"}

    answer = customer.post(f"/portal/matters/{other.ref}/{act}/", typed)

    assert answer.status_code == 404
    assert Case.objects.values().get(pk=other.pk) == before


@pytest.mark.parametrize("path", ["/portal/matters/", "/portal/matters/C-1/"])
def test_a_stranger_is_sent_to_sign_in(client, db, path):
    assert client.get(path).url == "/portal/sign-in/"


def test_personal_pages_are_kept_by_no_cache(case, customer):
    answer = customer.get(f"/portal/matters/{case.ref}/")

    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex, nofollow"


def test_notes_and_names_of_staff_are_never_shown(case, customer, operator):
    add_note(ref=case.ref, body="内部备注：难缠", at=now(), actor=operator["biller"])
    resolve(case, operator)

    page = customer.get(f"/portal/matters/{case.ref}/").content.decode()

    assert "已退费五十元。" in page
    assert "内部备注" not in page
    assert "biller" not in page


def test_words_are_kept_once_and_the_waiting_case_goes_on(case, customer, operator):
    pause_case(
        ref=case.ref,
        waits_for="customer",
        why="请提供账单截图",
        at=now(),
        actor=operator["biller"],
    )
    asked = customer.get(f"/portal/matters/{case.ref}/").content.decode()
    typed = {"words": "截图见附件", "token": "abc"}

    for _ in range(2):
        customer.post(f"/portal/matters/{case.ref}/words/", typed)

    case.refresh_from_db()
    said = [m.body for m in messages_of(stories=[case.ref])[case.ref]]
    assert "请提供账单截图" in asked
    assert said.count("截图见附件") == 1
    assert case.state in ("in_progress", "triaged")


def test_empty_words_change_nothing_and_say_why(case, customer):
    answer = customer.post(f"/portal/matters/{case.ref}/words/", {"words": " "})

    assert answer.status_code == 422
    assert len(messages_of(stories=[case.ref])[case.ref]) == 1


def test_a_matter_is_taken_back(case, customer):
    customer.post(f"/portal/matters/{case.ref}/withdraw/")

    case.refresh_from_db()
    assert case.state == "withdrawn"


def test_an_unsolved_matter_is_taken_up_again_with_words(case, customer, operator):
    resolve(case, operator)

    customer.post(f"/portal/matters/{case.ref}/again/", {"words": "谢谢，但是没有退费"})

    case.refresh_from_db()
    assert (case.cycle, case.state) == (2, "triaged")
    assert "谢谢，但是没有退费" in [m.body for m in messages_of(stories=[case.ref])[case.ref]]


def test_the_rating_is_asked_once(case, customer, operator):
    call_back = resolve(case, operator)
    typed = {"score": "5", "is_solved": "yes", "words": "很好"}

    first = customer.post(f"/portal/matters/{case.ref}/rating/", typed)
    second = customer.post(f"/portal/matters/{case.ref}/rating/", {"score": "1"})

    call_back.refresh_from_db()
    assert (first.status_code, second.status_code) == (302, 409)
    assert (call_back.score, call_back.is_solved, call_back.words) == (5, True, "很好")


def test_the_notice_carries_the_link_to_rate(case, operator):
    call_back = resolve(case, operator)

    link = Notice.objects.get(code="cases.resolved").values["link"]

    assert link.endswith(f"/portal/rate/{rating_token(call_back)}/")


def test_looking_at_the_link_changes_nothing(case, client, operator):
    call_back = resolve(case, operator)
    path = f"/portal/rate/{rating_token(call_back)}/"

    answers = [client.get(path), client.head(path), client.get(path + "?score=1")]

    call_back.refresh_from_db()
    case.refresh_from_db()
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert (call_back.outcome, case.state) == ("", "resolved")


def test_one_tap_rates_and_the_reasons_follow(case, client, operator):
    call_back = resolve(case, operator)
    path = f"/portal/rate/{rating_token(call_back)}/"

    client.post(path, {"score": "4"})
    client.post(f"{path}more/", {"is_solved": "yes", "words": "慢"})
    again = client.post(f"{path}more/", {"words": "改主意"})

    call_back.refresh_from_db()
    case.refresh_from_db()
    assert (call_back.score, call_back.is_solved, call_back.words) == (4, True, "慢")
    assert (again.status_code, case.state) == (409, "closed")


def test_not_solved_afterwards_takes_it_up_again(case, client, operator):
    call_back = resolve(case, operator)
    path = f"/portal/rate/{rating_token(call_back)}/"

    client.post(path, {"score": "4"})
    client.post(f"{path}more/", {"is_solved": "no"})

    case.refresh_from_db()
    assert (case.cycle, case.department) == (2, "supervision")


@pytest.mark.parametrize("score", ["", "0", "6", "5; DROP TABLE", "５"])
def test_a_score_outside_the_scale_changes_nothing(case, client, operator, score):
    call_back = resolve(case, operator)

    answer = client.post(f"/portal/rate/{rating_token(call_back)}/", {"score": score})

    call_back.refresh_from_db()
    assert (answer.status_code, call_back.outcome) == (422, "")


@pytest.mark.parametrize(
    "token", ["1-aaaaaaaaaaaaaaaaaaaaaaaaaa", "x", "9" * 40, "1-", "..%2f"]
)
def test_a_forged_link_opens_nothing(client, db, token):
    assert client.get(f"/portal/rate/{token}/").status_code == 404


def test_a_rating_link_is_no_follow_link(case, client, operator):
    call_back = resolve(case, operator)

    assert client.get(f"/portal/follow/{rating_token(call_back)}/").status_code == 404


def test_after_a_merge_of_nameless_cases_each_sees_own_words(client, operator):
    mine = fresh_case(contacts=(), body="我自己的话")
    other = make_case(at=now() - timedelta(minutes=3), contacts=(), body="别人的话")
    merge_cases(ref=other.ref, into=mine.ref, at=now(), actor=operator["boss"])

    pages = [
        client.get(f"/portal/follow/{follow_token(case.pk)}/", follow=True).content.decode()
        for case in (mine, other)
    ]

    assert ["我自己的话" in page for page in pages] == [True, False]
    assert [page.count("别人的话") > 1 for page in pages] == [False, True]


def add(client, case, **data):
    return client.post(f"/portal/matters/{case.ref}/words/", data)


def files_of(case):
    return [
        file.name for m in messages_of(stories=[case.ref])[case.ref] for file in m.attachments
    ]


def test_files_added_to_a_matter_are_kept_until_the_form_is_right(case, customer, settings):
    picture = SimpleUploadedFile("a.jpg", b"picture")
    answer = add(customer, case, words="长" * 8001, attachments=picture)
    shown = customer.get(f"/portal/matters/{case.ref}/").content.decode()

    add(customer, case, words="照片在此。")

    assert answer.status_code == 422
    assert "a.jpg" in shown
    assert files_of(case) == ["a.jpg"]
    assert not list((settings.ATTACHMENTS_ROOT / "drafts").glob("*/*"))


def test_a_parked_file_is_left_out_and_the_words_stay(case, customer):
    program = SimpleUploadedFile("b.exe", b"MZ\x90\x00")
    picture = SimpleUploadedFile("a.jpg", b"picture")
    refused = add(customer, case, words="照片在此。", attachments=[picture, program])

    answer = add(customer, case, words="照片在此。", drop="1")

    assert refused.status_code == 422
    assert (answer.status_code, answer.context["parked"]) == (200, [])
    assert "照片在此。" in answer.content.decode()
    assert files_of(case) == []


def test_files_are_parked_for_the_own_matter_only(case, customer, settings):
    other = fresh_case(contacts=OTHERS, body="别人的投诉")

    answer = add(customer, other, words="", attachments=SimpleUploadedFile("a.jpg", b"p"))

    assert answer.status_code == 404
    assert not list((settings.ATTACHMENTS_ROOT / "drafts").glob("*/*"))
