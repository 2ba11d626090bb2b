"""Model health and triage in a real browser."""

from datetime import timedelta

import pytest

from huiyin.cases.actions.classify_case import classify_case
from huiyin.cases.actions.train_model import ask_for_training, train_waiting
from huiyin.cases.models import Case, Correction, TrainingRun
from huiyin.cases.tests.builders import make_case, somebody
from huiyin.cases.tests.test_desk_in_browser import house, sign_in_as  # noqa: F401
from huiyin.kernel.access.models import User
from huiyin.kernel.access.roles import SYSTEM_ACTOR
from huiyin.kernel.text.lineage import keep_learnt, learn, starter_base
from huiyin.kernel.text.store import current_version
from tests.browser import PASSWORD, findings, keep_picture

pytestmark = pytest.mark.browser

SPOKEN = (
    ("流量突然变少了，明明没怎么用", "billing.unrecognised_charge"),
    ("视频老是转圈圈，晚上尤其卡", "mobile.slow_data"),
    ("宽带师傅约了没来，白等一天", "broadband.engineer_missed_appointment"),
    ("退的钱一个月了还没到", "billing.refund_pending"),
)


@pytest.fixture
def decided(house, settings):  # noqa: F811 - the fixture
    """A house with the starter in use, decisions of some weeks, and a quality manager."""
    base = starter_base()
    few = [example for n, example in enumerate(base.examples) if n % 6 == 0]
    model = learn(base.__class__(origin="starter", examples=few), [], at=house)
    keep_learnt(model, base, root=settings.MODELS_ROOT, is_used=True)
    somebody("manager", "supervision", roles=["quality_manager"])
    user = User.objects.get(username="manager")
    user.set_password(PASSWORD)
    user.save()
    boss = SYSTEM_ACTOR
    topics = [topic for _words, topic in SPOKEN]
    for n in range(48):
        words, topic = SPOKEN[n % 4]
        at = house - timedelta(days=n)
        case = make_case(
            topic="",
            title="",
            body=f"{words}（第{n}回）",
            at=at,
            contacts=(("phone", f"139000011{n:02}"),),
        )
        decided = case.topic if n % 3 and case.topic else topic
        if decided.startswith("broadband"):
            decided = topics[1]
        classify_case(ref=case.ref, topic=decided, at=at + timedelta(minutes=9), actor=boss)
    return house


def test_a_manager_trains_compares_and_puts_the_candidate_to_use(decided, open_page, settings):
    page = open_page("/desk/", language="en")
    sign_in_as(page, "manager")
    page.goto(page.url.split("/cases")[0] + "/cases/model/")
    assert findings(page) == []
    page.get_by_role("button", name="Train now").click()
    page.get_by_text("Waits for a worker to begin.").wait_for()

    train_waiting(at=decided)

    page.get_by_role("button", name="Put to use").wait_for(timeout=15_000)
    page.get_by_text("Topic by topic").click()
    keep_picture(page, "model-compared")
    assert findings(page) == []
    page.get_by_role("button", name="Put to use").click()
    page.get_by_text("It can be rolled back here.").wait_for()
    run = TrainingRun.objects.get()
    assert current_version(settings.MODELS_ROOT) == run.version

    page.get_by_text(f"Roll back to {run.before}").click()
    page.get_by_role("button", name="Roll back", exact=True).click()
    page.get_by_text(f"Model {run.before} is in use again.").wait_for()
    assert current_version(settings.MODELS_ROOT) == run.before


@pytest.mark.parametrize(
    ("width", "dark", "language"),
    [(1440, False, "zh-hans"), (390, True, "zh-hans"), (1024, False, "en")],
)
def test_model_health_fits(decided, open_page, width, dark, language):
    ask_for_training(at=decided, actor=SYSTEM_ACTOR)
    train_waiting(at=decided)
    page = open_page("/desk/", width=width, dark=dark, language=language)
    sign_in_as(page, "manager")
    page.goto(page.url.split("/cases")[0] + "/cases/model/")
    page.wait_for_timeout(600)
    keep_picture(page, f"model-{width}")

    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "language"), [(1440, "zh-hans"), (390, "en")])
def test_one_key_decides_a_topic_in_triage(decided, open_page, width, language):
    Correction.objects.all().delete()
    case = make_case(
        topic="",
        title="",
        body="钱和流量的事，说不清楚",
        contacts=(("phone", "13911112222"),),
        at=decided,
    )
    page = open_page("/desk/", width=width, language=language)
    sign_in_as(page, "boss")
    page.goto(page.url.split("/cases")[0] + "/cases/triage/")
    page.wait_for_selector(f"text={case.ref}")
    keep_picture(page, f"triage-{width}")
    assert findings(page) == []
    assert page.locator("tr[data-row] [data-choice]").count() >= 3
    second = Case.objects.get(pk=case.pk).suggestions[1][0]

    row = page.locator("tr[data-row]", has_text=case.ref)
    row.locator(".triage-words").click()
    page.keyboard.press("2")
    row.wait_for(state="detached")

    kept = Correction.objects.get(case=case)
    assert (kept.decided, kept.was_waiting) == (second, True)
