"""What of a case reaches the lake, when, and that nothing is told twice or half."""

from datetime import date, timedelta

import pytest

from huiyin.cases.actions.open_cases import open_cases
from huiyin.cases.actions.resolve_case import resolve_case
from huiyin.cases.actions.take_case import take_case
from huiyin.cases.rules.areas import area_of
from huiyin.cases.tests.builders import MONDAY_NINE, complaint, later, make_case
from huiyin.kernel.journal.seals import seal_waiting
from huiyin.kernel.lake.manifest import manifest_path, read_manifest
from huiyin.kernel.lake.publish import publish_lake
from huiyin.kernel.lake.read import reading, table

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lake_root(settings, tmp_path):
    settings.LAKE_ROOT = tmp_path / "lake"
    return settings.LAKE_ROOT


def publish(at=MONDAY_NINE):
    seal_waiting(at=at)
    return publish_lake(at=at)


def told(name="cases"):
    with reading() as lake:
        return lake.rows(table(name))


def test_a_case_is_told_with_its_day_and_hour_in_the_reporting_zone(operator, settings):
    case = make_case(at=MONDAY_NINE)

    publish()

    [row] = told()
    assert (row["ref"], row["opened_on"]) == (case.ref, date(2026, 3, 2))
    assert (row["opened_hour"], row["opened_weekday"]) == (9, 1)
    assert (row["topic_group"], row["area"]) == ("billing", "33")
    assert (row["opened_at"], row["is_history"]) == (MONDAY_NINE.replace(tzinfo=None), False)


def test_nothing_is_written_when_nothing_happened(operator):
    make_case()
    publish()
    before = manifest_path().read_bytes()

    done = publish()

    assert (done.parts, manifest_path().read_bytes()) == ({}, before)


def test_a_change_rewrites_its_day_and_no_other(operator):
    case = make_case(at=MONDAY_NINE)
    make_case(at=later(days=1), contacts=(("phone", "13800002222"),))
    publish(later(days=2))
    take_case(ref=case.ref, at=later(hours=1), actor=operator["agent"])
    resolve_case(
        ref=case.ref, answer="已退费。", cause="", at=later(hours=2), actor=operator["agent"]
    )

    done = publish(later(days=2))

    assert (done.parts["cases"], done.rows["cases"]) == (1, 1)
    [row] = [row for row in told() if row["ref"] == case.ref]
    assert (row["state"], row["resolution_s"]) == ("resolved", 7200)
    assert len(told()) == 2


def test_what_ended_elsewhere_is_history(operator):
    yesterday = MONDAY_NINE - timedelta(days=1)
    old = complaint(is_closed=True, answered_at=later(hours=-1), at=yesterday)
    open_cases(complaints=[old], at=MONDAY_NINE, actor_id="system")

    publish()

    [row] = told()
    assert (row["is_history"], row["first_response_s"]) == (True, 23 * 3600)


def test_clocks_and_ratings_carry_what_reports_are_cut_by(operator):
    case = make_case()
    resolve_case(
        ref=case.ref, answer="已退费。", cause="", at=later(hours=2), actor=operator["agent"]
    )

    publish()

    kinds = {row["kind"]: row for row in told("clocks")}
    assert kinds["first_response"]["topic"] == "billing.unrecognised_charge"
    assert [row["ref"] for row in told("ratings")] == [case.ref]


def test_days_age_into_their_month_without_being_told_twice(operator):
    make_case(at=MONDAY_NINE)
    make_case(at=later(days=1), contacts=(("phone", "13800002222"),))
    publish()

    publish(later(days=200))

    assert list(read_manifest().datasets["cases"].files) == ["2026-03"]
    assert len(told()) == 2


def test_a_lake_of_another_database_is_made_anew(operator, settings):
    make_case()
    publish()
    text = manifest_path().read_text()
    manifest_path().write_text(text.replace(read_manifest().chain, "00" * 32))

    done = publish()

    assert done.rows["cases"] == 1


def test_a_torn_manifest_costs_a_publication_and_no_row(operator):
    make_case()
    publish()
    manifest_path().write_text('{"version": 1, "data')

    publish()

    assert len(told()) == 1


def test_an_empty_lake_answers_nothing():
    publish()

    assert told() == told("clocks") == told("ratings") == []


@pytest.mark.parametrize(
    ("region", "place", "area"),
    [
        ("330106", "", "33"),
        ("US-CA-037", "", "US-CA"),
        ("", "Abingdon, Maryland, 21009", "Maryland"),
        ("", "Boston", "Boston"),
        ("", "", ""),
    ],
)
def test_area_is_the_first_level_that_the_source_names(region, place, area):
    assert area_of(region=region, place=place) == area
