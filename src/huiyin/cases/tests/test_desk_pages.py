"""The wall, the list to be classified and the phone console."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huiyin.cases.actions.solve_on_the_spot import CannotSolve, solve_on_the_spot
from huiyin.cases.actions.take_case import CannotTake
from huiyin.cases.models import Case
from huiyin.cases.tests.builders import complaint, later, make_case
from huiyin.channels.public import messages_of
from huiyin.kernel.access.models import User
from huiyin.kernel.access.roles import SYSTEM_ACTOR
from huiyin.kernel.journal.models import Entry

pytestmark = pytest.mark.django_db


def signed_in(name):
    client = Client(headers={"accept-language": "en"})
    client.force_login(
        User.objects.get(username=name),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    return client


@pytest.fixture
def agent(operator):
    return signed_in("agent")


def call(**changes):
    known = {
        "number": "13800001111",
        "words": "账单多扣了五十元",
        "topic": "billing.unrecognised_charge",
        "act": "open",
    }
    return {**known, **changes}


def test_the_wall_leads_from_each_number_to_its_cases(operator):
    make_case()

    page = signed_in("boss").get("/cases/at-risk/")

    assert page.context["numbers"]["overdue"] == (1, "?view=all&due=overdue")
    assert [row["name"] for row in page.context["departments"]]


def test_an_agent_has_no_wall(agent):
    assert agent.get("/cases/at-risk/").status_code == 403


def test_a_case_nobody_is_sure_of_waits_with_its_suggestions(operator, agent):
    case = make_case(topic="")
    Case.objects.filter(pk=case.pk).update(suggestions=[["billing.refund_pending", 0.4]])

    page = agent.get("/cases/triage/")

    row = page.context["rows"][0]
    assert row["line"].ref == case.ref
    assert [code for code, _name, _percent in row["suggestions"]] == ["billing.refund_pending"]


def test_a_decided_topic_takes_the_row_off_the_list(operator, agent):
    case = make_case(topic="")

    answer = agent.post(
        f"/cases/{case.ref}/do/classify/",
        {"topic": "billing.refund_pending", "urgency": "normal", "in": "row"},
        headers={"hx-request": "true"},
    )

    assert (answer.headers["HX-Retarget"], answer.headers["HX-Reswap"]) == (
        "closest tr",
        "delete",
    )
    case.refresh_from_db()
    assert (case.topic, case.topic_by) == ("billing.refund_pending", "person")


def test_a_caller_is_known_by_number_with_what_is_open(operator, agent):
    case = make_case()

    part = agent.post(
        "/cases/phone/caller/", {"number": "138 0000 1111"}, headers={"hx-request": "true"}
    )

    assert case.ref in part.content.decode()
    assert "Calls again" in part.content.decode()


def test_what_is_typed_is_understood_while_it_is_typed(agent):
    part = agent.post(
        "/cases/phone/understood/",
        {"words": "再不解决我就去工信部投诉"},
        headers={"hx-request": "true"},
    )

    assert "Speaks of the regulator" in part.content.decode()


def test_a_call_opens_a_case(agent):
    answer = agent.post("/cases/phone/", call())

    case = Case.objects.get()
    assert (answer.url, case.channel) == (f"/cases/{case.ref}/", "phone")


def test_a_call_can_be_kept_by_who_took_it(operator, agent):
    agent.post("/cases/phone/", call(act="keep"))

    case = Case.objects.get()
    assert (case.department, case.handovers) == ("care", 0)
    assert case.reasons == [["kept", ""]]


def test_a_call_without_words_is_refused_and_keeps_the_number(agent):
    page = agent.post("/cases/phone/", call(words=""))

    assert page.status_code == 422
    assert "13800001111" in page.content.decode()
    assert not Case.objects.exists()


def picture(name="bill.jpg"):
    return SimpleUploadedFile(name, b"\xff\xd8picture")


def files_of(case):
    return [
        file.name for m in messages_of(stories=[case.ref])[case.ref] for file in m.attachments
    ]


@pytest.mark.parametrize("act", ["open", "solve"])
def test_files_of_a_call_come_into_the_case(agent, act, settings):
    agent.post("/cases/phone/", call(act=act, answer="已退费。", attachments=picture()))

    assert files_of(Case.objects.get()) == ["bill.jpg"]
    assert not list((settings.ATTACHMENTS_ROOT / "drafts").glob("*/*"))


def test_files_of_a_call_stay_when_the_form_comes_back(agent):
    refused = agent.post("/cases/phone/", call(words="", call="one", attachments=picture()))
    agent.post("/cases/phone/", call(call="one", attachments=picture("more.jpg")))

    assert refused.status_code == 422
    assert [file["name"] for file in refused.context["parked"]] == ["bill.jpg"]
    assert files_of(Case.objects.get()) == ["bill.jpg", "more.jpg"]


def test_files_of_one_call_do_not_come_into_another(agent):
    agent.post("/cases/phone/", call(words="", call="one", attachments=picture()))
    agent.post("/cases/phone/", call(call="two"))

    assert files_of(Case.objects.get()) == []


def test_a_program_is_refused_in_a_call_and_nothing_is_opened(agent):
    program = SimpleUploadedFile("b.exe", b"MZ\x90\x00")

    page = agent.post("/cases/phone/", call(call="one", attachments=[picture(), program]))

    assert page.status_code == 422
    assert "“b.exe” is a program." in page.content.decode()
    assert [file["name"] for file in page.context["parked"]] == ["bill.jpg"]
    assert not Case.objects.exists()


def test_a_file_of_a_call_is_left_out_and_the_words_stay(agent):
    agent.post("/cases/phone/", call(words="", call="one", attachments=picture()))

    page = agent.post("/cases/phone/", call(call="one", drop="1"))

    assert (page.status_code, page.context["parked"]) == (200, [])
    assert "账单多扣了五十元" in page.content.decode()
    assert not Case.objects.exists()


def test_solved_on_the_spot_counts_as_first_contact(agent):
    agent.post("/cases/phone/", call(act="solve", answer="当场核实并退费。"))

    case = Case.objects.get()
    assert (case.state, case.is_first_contact, case.handovers) == ("resolved", True, 0)
    assert set(case.clocks.exclude(kind="call_back").values_list("outcome", flat=True)) == {
        "met"
    }


def test_solving_a_repeat_is_no_first_contact(operator):
    make_case()

    solve(operator, at=later(hours=3))

    assert list(Case.objects.order_by("id").values_list("state", "is_first_contact")) == [
        ("triaged", False),
        ("resolved", False),
    ]


def test_solving_what_chases_an_open_case_answers_that_case(operator):
    case = make_case()

    opened = solve(operator, at=later(hours=3), body="我上次投诉的多扣费怎么还没有处理，催一下")

    case.refresh_from_db()
    assert (opened.ref, opened.outcome) == (case.ref, "joined")
    assert (case.state, case.is_first_contact) == ("resolved", False)


def test_nothing_is_opened_when_it_cannot_be_solved(operator):
    entries = Entry.objects.count()

    with pytest.raises(CannotSolve):
        solve(operator, at=later(hours=1), topic="")

    assert not Case.objects.exists()
    assert Entry.objects.count() == entries


def test_an_empty_answer_leaves_no_case_behind(operator, agent):
    page = agent.post("/cases/phone/", call(act="solve", answer="  "))

    assert page.status_code == 422
    assert not Case.objects.exists()


def test_machines_solve_nothing_on_the_spot(operator):
    with pytest.raises(CannotTake):
        solve_on_the_spot(
            complaint=complaint(), answer="好", cause="", at=later(), actor=SYSTEM_ACTOR
        )

    assert not Case.objects.exists()


def solve(operator, *, at, **changes):
    return solve_on_the_spot(
        complaint=complaint(at=at, channel="phone", **changes),
        answer="已处理。",
        cause="",
        at=at,
        actor=operator["agent"],
    )
