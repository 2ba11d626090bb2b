"""Having a suggested answer phrased, in a real browser."""

import pytest

from huiyin.cases.tests.test_answer_check_in_browser import case  # noqa: F401
from huiyin.cases.tests.test_phrasing import model  # noqa: F401
from huiyin.channels.public import messages_of
from huiyin.kernel.access.models import User
from tests.browser import findings, keep_picture

pytestmark = pytest.mark.browser
WORDS = "您好，给您添麻烦了。多扣的五十元明天上午退回您的话费账户。如有疑问，请随时联系我们。"


def test_the_button_phrases_beside_the_draft_and_a_person_takes_it_over(
    case,  # noqa: F811
    model,  # noqa: F811
    open_page,
):
    boss = User.objects.get(username="boss")
    before = len(messages_of(stories=[case.ref])[case.ref])
    model.words = WORDS
    for width, dark, language in ((1440, False, "zh-hans"), (390, True, "en")):
        page = open_page(
            f"/cases/{case.ref}/", user=boss, width=width, dark=dark, language=language
        )
        page.wait_for_selector(".suggested")
        if width == 1440:
            keep_picture(page, f"phrase-{width}")
            page.locator(".suggested form button").click()
        page.wait_for_selector(".phrased")
        keep_picture(page, f"phrased-{width}")
        assert findings(page) == []
        page.locator(".phrased [data-accept]").click()
        assert page.locator("#reply_body").input_value() == WORDS
        page.context.close()

    assert len(model.came) == 1
    assert len(messages_of(stories=[case.ref])[case.ref]) == before


def test_a_failure_leaves_the_draft_and_the_button(case, model, open_page):  # noqa: F811
    model.status = 500
    page = open_page(
        f"/cases/{case.ref}/", user=User.objects.get(username="boss"), language="en"
    )
    page.wait_for_selector(".suggested")

    page.locator(".suggested form button").click()
    page.wait_for_selector(".suggestion .message")

    assert "The endpoint refused to answer." in page.locator(".suggestion").inner_text()
    assert page.locator(".suggested form button").is_enabled()
    assert findings(page) == []
