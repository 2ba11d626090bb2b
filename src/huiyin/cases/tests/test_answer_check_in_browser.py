"""Checking an answer while it is written, in a real browser."""

from datetime import timedelta

import pytest

from huiyin.cases.actions.resolve_case import resolve_case
from huiyin.cases.tests.builders import make_case, somebody
from huiyin.channels.public import messages_of
from huiyin.kernel.access.models import User
from huiyin.kernel.access.roles import SYSTEM_ACTOR
from huiyin.kernel.clock import now
from huiyin.standards.seeds.plant import plant
from huiyin.standards.tests.builders import known_holidays
from huiyin.workforce.actions.lay_out_defaults import lay_out_defaults
from tests.browser import findings, keep_picture

pytestmark = pytest.mark.browser
COMPLAINT = "话费账单多扣了五十元，什么时候能退？客服小张还挂我电话，请他道歉。"
DRAFT = "鉴于计费系统OCS升级，五十元明天予以退回。"


@pytest.fixture
def case(transactional_db):
    """A case of today, and a solved one that said nearly the same."""
    at = now()
    plant(at=at - timedelta(days=400), holidays=known_holidays)
    lay_out_defaults(at=at - timedelta(days=400))
    somebody("boss", "supervision", roles=["supervisor"])
    solved = make_case(at=at - timedelta(days=2), body="话费账单多扣了五十元，什么时候能退？")
    resolve_case(
        ref=solved.ref,
        answer="您好，多扣的五十元明天上午退回您的话费账户。有疑问请拨打10010。",
        cause="",
        at=at - timedelta(days=1),
        actor=SYSTEM_ACTOR,
    )
    return make_case(
        body=COMPLAINT, at=at - timedelta(hours=1), contacts=(("phone", "13900002222"),)
    )


def test_the_advice_comes_by_itself_and_again_by_the_button(case, open_page):
    boss = User.objects.get(username="boss")
    before = len(messages_of(stories=[case.ref])[case.ref])
    for width, dark, language in (
        (1440, False, "zh-hans"),
        (390, True, "zh-hans"),
        (1024, False, "en"),
    ):
        page = open_page(
            f"/cases/{case.ref}/", user=boss, width=width, dark=dark, language=language
        )
        page.wait_for_selector(".suggested")
        page.locator("#reply_body").press_sequentially(DRAFT[-3:])
        page.locator("#reply_body").fill(DRAFT)
        page.wait_for_selector("#check-reply .check-list")
        page.locator("#check-reply summary").click()
        assert "客服小张还挂我电话" in page.locator("#check-reply").inner_text()
        assert findings(page) == []
        page.locator("#check-reply").scroll_into_view_if_needed()
        keep_picture(page, f"answer-check-{width}-{'dark' if dark else 'light'}-{language}")

    page.locator("#reply_body").fill("")
    page.locator("#compose-reply button[formaction]").click()
    page.wait_for_selector("text=Write the answer, then it can be checked.")
    assert len(messages_of(stories=[case.ref])[case.ref]) == before


def test_without_scripts_the_button_leads_to_a_page_with_the_words_kept(case, open_page):
    boss = User.objects.get(username="boss")
    page = open_page(f"/cases/{case.ref}/do/reply/", user=boss, scripts=False, language="en")

    page.fill("#reply_body", DRAFT)
    page.click("button[formaction]")

    assert page.url.endswith("/do/reply/check/")
    assert "Does it answer these, too?" in page.inner_text("main")
    assert page.input_value("#reply_body") == DRAFT
    keep_picture(page, "answer-check-plain")
