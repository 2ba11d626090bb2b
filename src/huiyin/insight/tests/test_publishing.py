"""What the public sees: whole months, figures only, nobody to be found among them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.cases.tests.builders import MONDAY_NINE, later, make_case, somebody
from huiyin.insight.actions.publish_report import (
    CannotPublish,
    publish_report,
    withdraw_report,
)
from huiyin.insight.models import PublishedReport
from huiyin.insight.rules.periods import month_of
from huiyin.insight.rules.publishing import LEAST, cells
from huiyin.insight.rules.reports import Line
from huiyin.kernel.access.roles import Actor, Grant, NotAllowed, Role
from huiyin.kernel.journal.models import Entry
from huiyin.kernel.journal.seals import seal_waiting
from huiyin.kernel.lake.publish import publish_lake
from huiyin.workforce.actions.lay_out_defaults import lay_out_defaults

MARCH = month_of(date(2026, 3, 1))
APRIL_NINE = datetime(2026, 4, 2, 1, tzinfo=UTC)
MANAGER = Actor("user:9", "manager", (Grant(Role.QUALITY_MANAGER),))


@given(st.lists(st.integers(0, 30), max_size=8))
def test_small_counts_hide_and_no_hidden_one_can_be_worked_out(counts):
    lines = [Line(f"t{place}", count, 0) for place, count in enumerate(counts)]

    shown = [count for _code, count in cells(lines)]

    assert all(count is None or count >= LEAST for count in shown)
    assert shown.count(None) != 1 or len(shown) == 1


@pytest.fixture
def march(seeded_standards):
    """Six complaints of March, published to the lake."""
    lay_out_defaults(at=MONDAY_NINE)
    for number in range(6):
        contacts = (("phone", f"1380000222{number}"),)
        make_case(at=later(days=number), contacts=contacts)
    seal_waiting(at=APRIL_NINE)
    publish_lake(at=APRIL_NINE)


def test_a_month_is_frozen_and_shown_to_whoever_comes(march, client):
    publish_report(period=MARCH, users=0, at=APRIL_NINE, actor=MANAGER)

    page = client.get("/portal/quality/2026-03/")

    assert page.status_code == 200
    report = PublishedReport.objects.get()
    assert (report.content["complaints"], report.edition) == (6, 1)
    assert "C-2603" not in page.content.decode()
    assert Entry.objects.filter(name="insight.report_published").count() == 1


def test_the_public_reads_names_of_areas(march, client):
    for number in range(6, 12):
        contacts = (("phone", f"1380000222{number}"),)
        make_case(at=later(days=number), contacts=contacts, region="440103")
    seal_waiting(at=APRIL_NINE)
    publish_lake(at=APRIL_NINE)
    publish_report(period=MARCH, users=0, at=APRIL_NINE, actor=MANAGER)

    page = client.get("/portal/quality/2026-03/", headers={"accept-language": "zh-hans"})

    tables = [sorted(lines) for _name, lines in page.context["tables"]]
    assert [("广东省", 6), ("浙江省", 6)] in tables


def test_publishing_again_makes_the_next_edition(march):
    publish_report(period=MARCH, users=0, at=APRIL_NINE, actor=MANAGER)

    edition = publish_report(period=MARCH, users=0, at=APRIL_NINE, actor=MANAGER)

    assert edition == 2


def test_what_is_withdrawn_is_not_shown(march, client):
    publish_report(period=MARCH, users=0, at=APRIL_NINE, actor=MANAGER)

    withdraw_report(period=MARCH, at=APRIL_NINE, actor=MANAGER)

    assert client.get("/portal/quality/2026-03/").status_code == 404


def test_a_month_that_is_not_over_is_not_published(march):
    with pytest.raises(CannotPublish):
        publish_report(period=MARCH, users=0, at=later(days=9), actor=MANAGER)

    assert not PublishedReport.objects.exists()


def test_who_sees_a_part_does_not_publish_the_whole(march):
    partial = Grant(Role.QUALITY_MANAGER, regions=frozenset({"33"}))

    with pytest.raises(CannotPublish):
        publish_report(
            period=MARCH, users=0, at=APRIL_NINE, actor=Actor("user:9", "m", (partial,))
        )

    assert not PublishedReport.objects.exists()


def test_a_supervisor_does_not_publish(march):
    boss = somebody("boss", "supervision", roles=["supervisor"])

    with pytest.raises(NotAllowed):
        publish_report(period=MARCH, users=0, at=APRIL_NINE, actor=boss)

    assert not PublishedReport.objects.exists()
