import json
from io import StringIO

import pytest
from django.core.management import call_command

from huiyin.standards.models import CalendarVersion, Policy, Topic
from huiyin.standards.public import CLOCK_KINDS
from huiyin.standards.rules.limits import UNITS
from huiyin.standards.rules.promises import AUDIENCES, MILESTONE_ACTIONS
from huiyin.standards.seeds.files import rows
from huiyin.standards.seeds.plant import plant
from huiyin.standards.seeds.policies import POLICIES
from huiyin.standards.tests.builders import known_holidays

DEPARTMENTS = {"care", "technical", "business", "network", "billing", "supervision"}


@pytest.mark.parametrize("table", ["topics", "causes"])
def test_every_code_of_a_tree_has_its_parent_before_it(table):
    seen = set()
    for row in rows(table):
        parent = row["code"].rpartition(".")[0]
        assert not parent or parent in seen
        assert row["code"] not in seen
        seen.add(row["code"])


@pytest.mark.parametrize("table", ["topics", "causes", "limits", "standards"])
def test_everything_has_a_name_in_every_language(table):
    for row in rows(table):
        assert row["en"]
        assert row["zh_hans"]
        assert row["zh_hant"]


def test_topics_belong_to_departments():
    assert {row["department"] for row in rows("topics")} <= DEPARTMENTS


def test_limits_say_where_they_come_from_or_are_not_law():
    for row in rows("limits"):
        assert row["unit"] in UNITS
        assert row["source"] or row["tag"] == "R"


def test_policies_speak_of_known_clocks_and_people():
    for target in (target for policy in POLICIES for target in policy["targets"]):
        assert target["kind"] in CLOCK_KINDS
        assert target["target_s"] or target["legal_limit"]
        for percent, audience, action in target["milestones"]:
            assert percent > 0
            assert audience in AUDIENCES
            assert action in MILESTONE_ACTIONS


def test_planting_again_writes_nothing(seeded_standards, monday_nine):
    planted = plant(at=monday_nine, holidays=known_holidays)

    assert not any(planted.values())


def test_planting_again_leaves_alone_what_an_operator_changed(seeded_standards, monday_nine):
    Topic.objects.filter(code="billing").update(department="care")
    Policy.objects.filter(code="vip").update(names={"en": "Gold"})

    plant(at=monday_nine, holidays=known_holidays)

    assert Topic.objects.get(code="billing").department == "care"
    assert Policy.objects.get(code="vip").names == {"en": "Gold"}


def test_years_without_announced_working_days_are_remembered(seeded_standards):
    version = CalendarVersion.objects.get(calendar__code="cn_office")

    assert version.unannounced_years == [2027]


@pytest.mark.django_db
def test_the_command_plants_every_context_and_counts():
    out = StringIO()

    call_command("seed", "--json", stdout=out)

    planted = json.loads(out.getvalue().splitlines()[-1])
    assert planted["standards"]["topics"] == 76
    assert Topic.objects.count() == 76
