"""Two days at the desk in a real browser: an agent's and a supervisor's."""

from datetime import timedelta

import pytest

from huiyin.cases.models import Case, MergeCandidate
from huiyin.cases.pages.panels import PANELS
from huiyin.cases.tests.builders import make_case, somebody
from huiyin.channels.public import messages_of
from huiyin.kernel.access.models import User
from huiyin.kernel.access.roles import SYSTEM_ACTOR
from huiyin.kernel.clock import now
from huiyin.knowledge.actions.publish_article import publish_article
from huiyin.knowledge.actions.write_article import write_article
from huiyin.standards.seeds.plant import plant
from huiyin.standards.tests.builders import known_holidays
from huiyin.workforce.actions.lay_out_defaults import lay_out_defaults
from tests.browser import PASSWORD, findings, keep_picture

pytestmark = pytest.mark.browser


@pytest.fixture
def house(transactional_db):
    """An operator with an agent of billing, a supervisor, and two cases of today."""
    at = now()
    plant(at=at - timedelta(days=400), holidays=known_holidays)
    lay_out_defaults(at=at - timedelta(days=400))
    for name, department, roles in (
        ("biller", "billing", ["agent", "specialist"]),
        ("boss", "supervision", ["supervisor"]),
    ):
        somebody(name, department, roles=roles)
        user = User.objects.get(username=name)
        user.set_password(PASSWORD)
        user.save()
    make_case(at=at - timedelta(hours=3))
    make_case(at=at - timedelta(minutes=5), contacts=(("phone", "13900002222"),))
    return at


def sign_in_as(page, name):
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".page")


def test_an_agent_takes_the_top_case_answers_and_resolves_it(house, open_page):
    page = open_page("/desk/", language="en")
    sign_in_as(page, "biller")
    page.goto(page.url.split("/cases")[0] + "/cases/?view=all")
    ref = page.locator("tr[data-row] th a").first.inner_text()

    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_selector("#case")
    page.locator("#act, .case-verbs").first.wait_for()
    if page.locator("form[action$='/do/take/'] button").count():
        page.locator("form[action$='/do/take/'] button").first.click()
        page.wait_for_selector("text=You hold")
    page.locator("#compose-reply textarea").fill("您好，正在为您核实。")
    page.locator("#compose-reply .button.main").click()
    page.wait_for_selector("text=Sent to the customer.")
    assert findings(page) == []
    page.locator(".case-verbs a[href$='/do/resolve/']").click()
    page.locator("#act textarea").fill("已退还五十元，请查收。")
    page.locator("#act .button.main").click()
    page.wait_for_selector(f"text={ref} is resolved")

    case = Case.objects.get(ref=ref)
    assert case.state == "resolved"
    said = [message.body for message in messages_of(stories=[ref])[ref]]
    assert said[-2:] == ["您好，正在为您核实。", "已退还五十元，请查收。"]


def test_a_supervisor_goes_from_the_number_to_the_case_urges_and_hands_over(house, open_page):
    page = open_page("/desk/", language="en")
    sign_in_as(page, "boss")
    assert page.url.endswith("/cases/at-risk/")
    assert findings(page) == []

    page.locator(".stat.overdue").click()
    page.wait_for_selector("table.queue")
    ref = page.locator("tr[data-row] th a").first.inner_text()
    page.go_back()
    row = page.locator("tr[data-row]", has_text=ref)
    row.locator("a[href$='/do/urge/']").click()
    page.locator(f"#act-{ref} textarea").fill("客户已等三小时")
    page.locator(f"#act-{ref} .button.main").click()
    page.wait_for_selector("text=Urged")
    page.locator("tr[data-row]", has_text=ref).locator("a[href$='/do/hand-over/']").click()
    page.locator(f"#act-{ref} select[name=to]").select_option("network")
    page.locator(f"#act-{ref} textarea").fill("请核对基站记录")
    page.locator(f"#act-{ref} .button.main").click()
    page.wait_for_selector("text=was handed over")

    case = Case.objects.get(ref=ref)
    assert (case.department, case.handovers) == ("network", 1)


def test_the_pages_of_the_desk_look_right(house, look_at):
    user = User.objects.get(username="boss")
    ref = Case.objects.order_by("id").values_list("ref", flat=True)[0]

    for path, name in (
        ("/cases/?view=all", "queue"),
        (f"/cases/{ref}/", "case"),
        ("/cases/at-risk/", "at-risk"),
        ("/cases/triage/", "triage"),
        ("/cases/phone/", "phone"),
        ("/cases/search/?q=账单", "search"),
    ):
        look_at(path, name, user=user, quick=True)


def test_a_view_is_saved_deleted_and_brought_back_by_keys(house, open_page, look_at):
    user = User.objects.get(username="boss")
    page = open_page("/cases/?view=all&department=billing", user=user, language="en")

    page.keyboard.press("v")
    page.wait_for_selector("#view-name:focus")
    page.keyboard.type("Late bills")
    page.keyboard.press("Enter")
    page.wait_for_selector(".saved-views .chip[aria-current=page]")
    assert findings(page) == []
    look_at("/cases/?view=all&department=billing", "queue-view", user=user, quick=True)
    page.locator("button[formaction$='/delete/']").click()
    page.wait_for_selector("form[action$='/restore/']")
    page.keyboard.press("z")

    page.wait_for_selector(".saved-views .chip[aria-current=page]")
    assert page.locator(".saved-views .chip").inner_text() == "Late bills"


def test_a_suggested_answer_is_taken_over_by_one_key_and_sent_by_the_person(
    house, open_page, look_at
):
    article = write_article(
        title="话费账单多扣费怎么办",
        body="账单多扣的费用，核实后**两小时**内退回话费账户。",
        language="zh-hans",
        audience="customer",
        at=house,
        actor=SYSTEM_ACTOR,
    )
    publish_article(ref=article, at=house, actor=SYSTEM_ACTOR)
    user = User.objects.get(username="biller")
    ref = Case.objects.order_by("id").values_list("ref", flat=True)[0]
    look_at(f"/cases/{ref}/", "case-suggested", user=user, quick=True)
    page = open_page(f"/cases/{ref}/", user=user, language="en")
    page.wait_for_selector("[data-suggestion]")

    page.keyboard.press("s")
    box = page.locator("#reply_body")
    assert box.input_value() == "账单多扣的费用，核实后两小时内退回话费账户。"
    assert len(messages_of(stories=[ref])[ref]) == 1
    page.keyboard.press("End")
    page.keyboard.type("给您添麻烦了。")
    assert findings(page) == []
    page.locator("#compose-reply .button.main").click()
    page.wait_for_selector("text=Sent to the customer.")

    said = messages_of(stories=[ref])[ref][-1].body
    assert said == "账单多扣的费用，核实后两小时内退回话费账户。给您添麻烦了。"


def test_a_case_can_be_answered_without_scripts(house, open_page):
    user = User.objects.get(username="biller")
    ref = Case.objects.order_by("id").values_list("ref", flat=True)[0]
    page = open_page(f"/cases/{ref}/", user=user, language="en", scripts=False)

    page.locator("#compose-reply textarea").fill("收到，马上处理。")
    page.locator("#compose-reply .button.main").click()

    assert "Sent to the customer." in page.content()
    assert messages_of(stories=[ref])[ref][-1].body == "收到，马上处理。"


def test_files_of_a_call_survive_an_unfinished_form_and_the_enter_key(house, open_page):
    page = open_page("/cases/phone/", user=User.objects.get(username="boss"), language="en")
    picture = {"name": "账单.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8picture"}
    page.fill("#id_number", "13900003333")
    page.wait_for_selector("#caller >> text=Nobody is known")
    page.set_input_files("#id_attachments", [picture])
    page.press("#id_name", "Enter")
    page.wait_for_selector(".parked >> text=账单.jpg")
    keep_picture(page, "phone-with-a-file")
    assert findings(page) == []

    page.fill("#id_words", "话费账单多扣了五十元")
    page.wait_for_selector("#understood .marks")
    page.press("#id_name", "Enter")
    page.wait_for_selector("#case")

    ref = Case.objects.latest("id").ref
    (said,) = messages_of(stories=[ref])[ref]
    assert [file.name for file in said.attachments] == ["账单.jpg"]


def test_panels_opened_by_themselves_are_whole_pages(house, open_page):
    user = User.objects.get(username="boss")
    case = make_case(at=house - timedelta(minutes=2))
    page = open_page(f"/cases/{case.ref}/", user=user, language="en")
    here = page.url

    for panel in PANELS:
        page.goto(f"{here}panels/{panel}/")
        keep_picture(page, f"panel-{panel}")
        assert (panel, findings(page)) == (panel, [])
    page.goto(f"{here}panels/merging/")
    page.locator("button", has_text="Different matters").click()
    page.wait_for_selector("#case")

    assert page.url == here
    assert set(MergeCandidate.objects.values_list("state", flat=True)) == {"apart"}
