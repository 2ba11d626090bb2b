"""The portal as people use it: on a phone, and by keyboard in large type."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client

from huiyin.cases.actions.resolve_case import resolve_case
from huiyin.cases.models import CallBack, Case
from huiyin.cases.queries.links import rating_token
from huiyin.cases.tests.builders import make_case
from huiyin.kernel.clock import now
from tests.browser import findings, keep_picture

pytestmark = pytest.mark.browser
PHONE = "13800001111"


def code_in(settings):
    letters = sorted(
        settings.SPOOL_ROOT.rglob("code-*.json"), key=lambda p: p.stat().st_mtime_ns
    )
    return re.match(r"\d{6}", json.loads(letters[-1].read_text())["body"]).group()


def judge(page, name):
    keep_picture(page, f"portal-{name}")
    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")


def say_it(page, settings):
    """From the first page to the reference, with a wrong code on the way."""
    judge(page, "phone-1-start")
    page.click(".way.first")
    page.fill("textarea", "宽带从昨天晚上开始断网，打电话没人接，请尽快修好。")
    judge(page, "phone-2-words")
    page.click(".button.main")
    page.fill("#id_contact", PHONE)
    judge(page, "phone-3-contact")
    page.click(".button.main")
    page.fill("#id_code", "000")
    page.click(".button.main")
    judge(page, "phone-4-wrong-code")
    page.fill("#id_code", code_in(settings))
    page.click(".button.main")
    page.check("input[value=broadband]")
    page.fill("#id_place", "文三路 1 号")
    judge(page, "phone-5-more")
    page.click(".button.main")
    judge(page, "phone-6-check")
    page.click(".button.main")
    judge(page, "phone-7-done")
    return page.inner_text(".ref")


def come_back(page, settings):
    """On another day: sign in, open the matter, add something."""
    page.context.clear_cookies(name="sessionid")
    page.goto(page.url.replace("say/done/", "matters/"))
    page.fill("#id_contact", PHONE)
    page.click(".button.main")
    page.fill("#id_code", code_in(settings))
    page.click(".button.main")
    judge(page, "phone-8-matters")
    page.click(".matter-row")
    page.fill("#add ~ form textarea", "灯是红的")
    page.click("#add ~ form .button.main")
    judge(page, "phone-9-matter")


def test_a_complaint_on_a_phone_from_first_words_to_rating(
    transactional_db, operator, open_page, settings
):
    settings.SERVICE_PHONE = "400-810-0000"
    page = open_page("/portal/", width=390, height=844)
    ref = say_it(page, settings)
    come_back(page, settings)
    resolve_case(ref=ref, answer="线路已修复。", cause="", at=now(), actor=operator["agent"])
    page.reload()
    judge(page, "phone-10-answered")
    page.check("input[name=score][value='5']")
    page.click("#rate ~ form .button.main")
    judge(page, "phone-11-rated")

    assert CallBack.objects.get().score == 5
    assert Case.objects.get().state == "closed"


def press_until(page, selector):
    """Go on by the Tab key until what `selector` means has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(selector)


def enter(page, selector):
    press_until(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_large_type_by_keyboard_alone(transactional_db, operator, open_page):
    page = open_page("/portal/", width=390, height=844)

    enter(page, ".type-30")
    judge(page, "large-1-start")
    sizes = page.evaluate(
        "[...document.querySelectorAll('main a, main button')]"
        ".map(e => e.getBoundingClientRect().height)"
    )
    enter(page, ".way.first")
    press_until(page, "textarea")
    page.keyboard.type("手机没有信号")
    judge(page, "large-2-words")
    enter(page, ".button.main")
    enter(page, "button[name=nameless]")
    press_until(page, "input[type=radio]")
    page.keyboard.press("Space")
    judge(page, "large-3-more")
    enter(page, ".button.main")
    enter(page, ".button.main")
    judge(page, "large-4-done")

    assert page.get_attribute("html", "data-type") == "30"
    assert min(sizes) >= 60
    assert Case.objects.get().customer_id is None


def test_targets_on_a_phone_are_large_enough(transactional_db, operator, open_page):
    page = open_page("/portal/say/", width=390, height=844)

    heights = page.evaluate(
        "[...document.querySelectorAll('main a, main button, main textarea')]"
        ".map(e => e.getBoundingClientRect().height)"
    )

    assert min(heights) >= 44


def test_the_words_are_said_without_scripts(transactional_db, operator, open_page):
    page = open_page("/portal/say/", width=390, scripts=False)

    page.fill("textarea", "账单看不懂")
    page.click(".button.main")
    page.click("button[name=nameless]")
    page.check("input[value=billing]")
    page.click(".button.main")
    page.click(".button.main")

    assert page.inner_text(".ref") == Case.objects.get().ref


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/portal/", "start"),
        ("/portal/say/", "say"),
        ("/portal/sign-in/", "sign-in"),
        ("/portal/faq/?q=流量", "faq"),
    ],
)
@pytest.mark.usefixtures("operator")
def test_open_pages_look_right(transactional_db, look_at, settings, path, name):
    settings.SERVICE_PHONE = "400-810-0000"
    look_at(path, f"portal-{name}")


def test_the_rating_page_looks_right(transactional_db, operator, look_at):
    case = make_case(at=now() - timedelta(hours=1))
    resolve_case(ref=case.ref, answer="已退费。", cause="", at=now(), actor=operator["biller"])

    look_at(f"/portal/rate/{rating_token(CallBack.objects.get())}/", "portal-rate")


def test_a_matter_looks_right(transactional_db, operator, open_page, settings):
    case = make_case(at=now() - timedelta(hours=1))
    resolve_case(ref=case.ref, answer="已退费。", cause="", at=now(), actor=operator["biller"])
    client = Client()
    client.post("/portal/sign-in/", {"contact": PHONE})
    client.post("/portal/sign-in/code/", {"code": code_in(settings)})
    session = client.cookies["sessionid"].value

    for width, dark, language in [
        (1440, False, "zh-hans"),
        (1440, True, "en"),
        (1024, True, "zh-hans"),
        (1024, False, "en"),
        (390, True, "en"),
        (390, False, "zh-hant"),
    ]:
        page = open_page("/portal/", width=width, dark=dark, language=language)
        start = page.url
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": start}])
        page.goto(f"{start}matters/{case.ref}/")
        judge(page, f"matter-{width}-{'dark' if dark else 'light'}-{language}")
        page.goto(f"{start}matters/{case.ref}/print/")
        judge(page, f"print-{width}-{'dark' if dark else 'light'}-{language}")
