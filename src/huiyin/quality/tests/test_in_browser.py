"""Judging answers in a real browser, by keys and by hand."""

from datetime import timedelta

import pytest

from huiyin.cases.tests.builders import somebody
from huiyin.kernel.access.models import User
from huiyin.kernel.clock import now
from huiyin.quality.actions.draw_sample import draw_weeks
from huiyin.quality.models import Judgement, Sample
from huiyin.quality.tests.making import GOOD, WEAK, followed, manager, sent
from huiyin.standards.seeds.plant import plant
from huiyin.standards.tests.builders import known_holidays
from huiyin.workforce.actions.lay_out_defaults import lay_out_defaults
from tests.browser import findings

pytestmark = pytest.mark.browser


@pytest.fixture
def drawn(transactional_db):
    """Last week's answers of an agent, drawn; and a manager."""
    at = now()
    plant(at=at - timedelta(days=400), holidays=known_holidays)
    lay_out_defaults(at=at - timedelta(days=400))
    agent = somebody("agent", "care", roles=["agent"])
    manager()
    for number, body in enumerate((GOOD, WEAK)):
        sent(agent, body, number=number, at=at - timedelta(days=7))
    followed(at=at)
    assert draw_weeks(at=at) == 1
    return Sample.objects.order_by("overall")


def test_pages_of_samples_fit_and_read(drawn, look_at):
    quality = User.objects.get(username="quality")

    look_at("/quality/samples/", "answer-samples", user=quality, quick=True)
    look_at(f"/quality/samples/{drawn[0].pk}/", "answer-weak", user=quality, quick=True)
    look_at(f"/quality/samples/{drawn[1].pk}/", "answer-good", user=quality, quick=True)
    look_at("/quality/figures/", "answer-figures", user=quality, quick=True)


def test_two_keys_judge_the_week_and_one_takes_it_back(drawn, open_page):
    weak, good = drawn
    page = open_page(
        f"/quality/samples/{weak.pk}/", user=User.objects.get(username="quality"), language="en"
    )

    page.keyboard.press("a")
    page.wait_for_url(f"**/quality/samples/{good.pk}/")
    page.keyboard.press("a")
    page.wait_for_selector("text=Undo my judgement")
    assert Judgement.objects.filter(undone_at=None).count() == 2
    assert findings(page) == []
    page.keyboard.press("u")
    page.wait_for_selector("text=How good is it?")

    assert Judgement.objects.filter(undone_at=None).count() == 1


def test_whoever_wrote_it_reads_and_appeals_without_scripts(drawn, open_page):
    weak = drawn[0]
    quality = open_page(
        f"/quality/samples/{weak.pk}/",
        user=User.objects.get(username="quality"),
        language="en",
        scripts=False,
    )
    quality.click("text=Agree with all")
    quality.goto(f"{quality.url.rsplit('/', 2)[0]}/{weak.pk}/")
    quality.fill("#words", "请说明原因。")
    quality.click("text=Give feedback")

    mine = open_page(
        f"/quality/mine/{weak.pk}/",
        user=User.objects.get(username="agent"),
        width=390,
        dark=True,
    )
    assert findings(mine) == []
    mine.fill("textarea[name=reply]", "当时系统故障。")
    mine.click("button[name=appeal]")
    mine.wait_for_selector("text=当时系统故障。")

    assert Sample.objects.get(pk=weak.pk).is_appealed is True
