"""The report and its public version as people see them."""

import random
from datetime import timedelta

import pytest

from huiyin.cases.actions.open_cases import open_cases
from huiyin.cases.tests.builders import MONDAY_NINE, complaint
from huiyin.insight.actions.publish_report import publish_report
from huiyin.insight.models import HotTopic
from huiyin.insight.rules.periods import month_of
from huiyin.insight.tests.living import GAME_SAID, GARDEN_SAID, OTHERS_SAID, follow, say
from huiyin.insight.tests.test_publishing import APRIL_NINE, MANAGER
from huiyin.kernel.clock import now
from huiyin.kernel.journal.seals import seal_waiting
from huiyin.kernel.lake.publish import publish_lake
from huiyin.workforce.actions.lay_out_defaults import lay_out_defaults

pytestmark = pytest.mark.browser
TOPICS = ("billing.unrecognised_charge", "network.no_signal", "service.attitude")


@pytest.fixture
def spring(transactional_db):
    """Two months of complaints with a burst, told to the lake; March is public."""
    from huiyin.standards.seeds.plant import plant  # noqa: PLC0415
    from huiyin.standards.tests.builders import known_holidays  # noqa: PLC0415

    plant(at=MONDAY_NINE, holidays=known_holidays)
    lay_out_defaults(at=MONDAY_NINE)
    chance = random.Random(7)
    said = [_said(chance, number) for number in range(240)]
    open_cases(complaints=said, at=MONDAY_NINE, actor_id="system")
    seal_waiting(at=APRIL_NINE)
    publish_lake(at=APRIL_NINE)
    publish_report(period=month_of(MONDAY_NINE.date()), users=0, at=APRIL_NINE, actor=MANAGER)


def _said(chance, number):
    day = 11 if chance.random() < 0.3 else chance.randrange(-20, 29)
    at = MONDAY_NINE + timedelta(days=day, hours=chance.randrange(-8, 14))
    return complaint(
        at=at,
        topic=chance.choice(TOPICS),
        region=chance.choice(["330106", "440103", "110105"]),
        channel=chance.choice(["web", "phone", "email"]),
        contacts=(("phone", f"138{number:08}"),),
        is_closed=chance.random() < 0.4,
        answered_at=at + timedelta(hours=chance.randrange(1, 90)),
    )


def test_the_report_looks_right(spring, look_at, sign_in):
    look_at("/reports/?month=2026-03", "report", user=sign_in("quality_manager"))


def test_the_process_map_looks_right(spring, look_at, sign_in):
    look_at("/reports/process/?month=2026-03", "process", user=sign_in("quality_manager"))


def test_the_map_of_a_file_looks_right(spring, look_at, sign_in):
    look_at("/reports/process/file/", "process-file", user=sign_in("quality_manager"))


def test_reports_sent_regularly_look_right(spring, look_at, sign_in):
    look_at("/reports/schedules/", "schedules", user=sign_in("quality_manager"))


def test_a_press_on_a_name_takes_its_line_out(spring, open_page, sign_in):
    page = open_page("/reports/?month=2026-03", user=sign_in("quality_manager"))
    chart = page.locator('[data-chart="chart-days"]')
    chart.locator("svg").wait_for()
    before = chart.locator("svg").inner_html()

    chart.locator("svg text", has_text="2026-02").first.click()
    page.wait_for_timeout(300)

    assert chart.locator("svg").inner_html() != before


def test_the_rows_behind_a_figure_look_right(spring, look_at, sign_in):
    user = sign_in("quality_manager")

    look_at(
        "/reports/cases/?month=2026-03&day=2026-03-13", "report-rows", user=user, quick=True
    )


def test_the_public_report_looks_right(spring, look_at):
    look_at("/portal/quality/2026-03/", "report-public")


def test_the_printed_report_looks_right(spring, look_at, sign_in):
    user = sign_in("quality_manager")

    look_at("/reports/print/?month=2026-03", "report-print", user=user, quick=True)


@pytest.fixture
def spoken_of(transactional_db):
    """Two matters that several customers speak of, now."""
    from huiyin.standards.seeds.plant import plant  # noqa: PLC0415
    from huiyin.standards.tests.builders import known_holidays  # noqa: PLC0415

    plant(at=MONDAY_NINE, holidays=known_holidays)
    lay_out_defaults(at=MONDAY_NINE)
    at = now() - timedelta(hours=2)
    for days, some in ((4, GARDEN_SAID[:2]), (1, GARDEN_SAID[2:3]), (0, GARDEN_SAID[3:])):
        say(some, at=at - timedelta(days=days))
    say(GAME_SAID, at=at - timedelta(days=2), region="440103")
    say(OTHERS_SAID, at=at - timedelta(days=5))
    follow(now())


def test_the_board_of_topics_looks_right(spoken_of, look_at, sign_in):
    look_at("/topics/", "topics", user=sign_in("supervisor", name="林晓"))


def test_a_topic_looks_right(spoken_of, look_at, sign_in):
    topic = HotTopic.objects.order_by("-cases").first()

    look_at(f"/topics/{topic.pk}/", "topic", user=sign_in("supervisor", name="林晓"))


def test_the_empty_board_looks_right(sqlite_server, look_at, sign_in):
    look_at("/topics/", "topics-empty", user=sign_in("specialist"), quick=True)
