"""Before an answer is sent it may be checked: advice that forbids nothing and sends nothing."""

import pytest
from django.test import Client

from huiyin.cases.actions.answer_case import answer_case
from huiyin.cases.models import Case
from huiyin.cases.queries.answers import asked_words, unanswered_words
from huiyin.cases.tests.builders import later, make_case
from huiyin.channels.public import NewMessage, keep_message, messages_of
from huiyin.kernel.access.models import RoleGrant, User
from huiyin.kernel.access.roles import SYSTEM_ACTOR

pytestmark = pytest.mark.django_db
COMPLAINT = "宽带断了三天，什么时候能修好？上个月多收了我20元彩铃费，请退给我。"
HALF = "您好，抱歉，光缆被挖断，今天下午三点修好。如有疑问请拨打10010。"


def signed_in(name, *, scripted=False):
    headers = {"accept-language": "en"} | ({"hx-request": "true"} if scripted else {})
    client = Client(headers=headers)
    client.force_login(
        User.objects.get(username=name),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    return client


def checked(case, draft, *, verb="reply", scripted=True):
    field = {"reply": "body", "resolve": "answer"}[verb]
    return signed_in("boss", scripted=scripted).post(
        f"/cases/{case.ref}/do/{verb}/check/", {field: draft, "channel": "web"}
    )


def messages(case):
    return messages_of(stories=[case.ref])[case.ref]


def test_the_check_names_what_the_draft_leaves_out_and_sends_nothing(operator):
    case = make_case(body=COMPLAINT)
    before = len(messages(case))

    page = checked(case, HALF)

    assert page.context["left_out"] == ["上个月多收了我20元彩铃费", "请退给我。"]
    assert page.context["missing"] == []
    text = page.content.decode()
    assert "Does it answer these, too?" in text
    assert "<html" not in text
    assert len(messages(case)) == before


def test_the_check_says_which_parts_are_missing_and_which_sentence_is_hard(operator):
    page = checked(make_case(body=COMPLAINT), "鉴于OLT拥塞，将予以扩容。")

    assert page.context["missing"] == [
        "until when",
        "whom to ask",
        "a greeting",
        "an apology or thanks",
        "a closing line",
    ]
    [hard] = page.context["hard"]
    assert hard.words == "鉴于OLT拥塞，将予以扩容。"
    assert hard.what == (
        "language of the office: 予以 → 给 · language of the office: 鉴于 → 因为 · "
        "customers may not know OLT"
    )


def test_blame_and_passing_on_are_shown_by_their_sentences(operator):
    page = checked(make_case(body=COMPLAINT), "这是您自己的问题。已转交相关部门处理。")

    assert page.context["harsh"] == ("这是您自己的问题。",)
    assert page.context["handed_on"] == "已转交相关部门处理。"


def test_an_answer_to_everything_is_told_so(operator):
    page = checked(
        make_case(body=COMPLAINT),
        "您好，抱歉，光缆被挖断，今天下午三点修好宽带。20元彩铃费已退给您。有疑问请拨打10010。",
    )

    assert "It speaks of every point, and nothing is missing." in page.content.decode()


def test_nothing_written_is_nothing_to_check(operator):
    page = checked(make_case(body=COMPLAINT), "  ")

    assert "Write the answer, then it can be checked." in page.content.decode()


def test_without_scripts_the_check_is_a_page_that_keeps_the_words(operator):
    page = checked(make_case(body=COMPLAINT), HALF, scripted=False)

    text = page.content.decode()
    assert "<html" in text
    assert "Does it answer these, too?" in text
    assert page.context["form"].initial["body"] == HALF
    assert f">\n{HALF}</textarea>" in text


def test_what_the_check_finds_missing_may_be_sent_all_the_same(operator):
    case = make_case(body=COMPLAINT)
    before = len(messages(case))

    signed_in("boss").post(f"/cases/{case.ref}/do/reply/", {"body": "已收到", "channel": "web"})

    assert [m.body for m in messages(case)[before:]] == ["已收到"]


def test_a_reply_answers_what_was_said_last_and_the_end_of_a_case_all_of_it(operator):
    case = make_case(body=COMPLAINT)
    answer_case(ref=case.ref, body="光缆断了，已修好", at=later(hours=1), actor=SYSTEM_ACTOR)
    more = NewMessage(
        kind="web",
        direction="in",
        body="电视还是黑屏",
        at=later(hours=2),
        story=case.ref,
        customer_id=case.customer_id,
    )
    keep_message(message=more, is_taken=True)

    assert unanswered_words(case=case) == "电视还是黑屏"
    assert asked_words(case=case) == f"{COMPLAINT}\n电视还是黑屏"
    assert checked(case, "您好", verb="resolve").context["left_out"][-1] == "电视还是黑屏"


def test_what_cannot_be_sent_to_a_customer_is_not_checked(operator):
    case = make_case(body=COMPLAINT)

    page = signed_in("boss").post(f"/cases/{case.ref}/do/note/check/", {"body": HALF})

    assert page.status_code == 404


def test_an_auditor_checks_no_answers(operator):
    auditor = User.objects.create_user(username="auditor", password=None)
    RoleGrant.objects.create(user=auditor, role="auditor")
    case = make_case(body=COMPLAINT)

    page = signed_in("auditor").post(f"/cases/{case.ref}/do/reply/check/", {"body": HALF})

    assert page.status_code == 403
    assert Case.objects.get(pk=case.pk).first_response_at is None


def test_the_reply_form_checks_by_itself_and_by_a_button(operator):
    case = make_case(body=COMPLAINT)

    page = signed_in("boss").get(f"/cases/{case.ref}/").content.decode()

    address = f"/cases/{case.ref}/do/reply/check/"
    assert f'formaction="{address}"' in page
    assert "input changed delay:1200ms from:#reply_body" in page
