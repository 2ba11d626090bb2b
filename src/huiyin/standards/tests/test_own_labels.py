"""Labels of an operator's own history as topics of the tree."""

import pytest

from huiyin.kernel.access.roles import NOBODY, SYSTEM_ACTOR
from huiyin.kernel.refusal import NotAllowed
from huiyin.standards.actions.add_topics import add_topics
from huiyin.standards.actions.revise_topic import revise_topic
from huiyin.standards.models import Topic
from huiyin.standards.public import topics_by_label
from huiyin.standards.rules.labels import code_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def add(seeded_standards, monday_nine):
    def add_them(*labels, department="care", actor=SYSTEM_ACTOR):
        return add_topics(labels=labels, department=department, at=monday_nine, actor=actor)

    return add_them


def test_codes_and_names_in_any_language_are_known_labels(seeded_standards):
    found = topics_by_label(
        labels=["mobile.slow_data", "Slow Mobile Data", "手机上网慢", "手機上網慢", "路灯"]
    )

    assert found == dict.fromkeys(
        ["mobile.slow_data", "Slow Mobile Data", "手机上网慢", "手機上網慢"], "mobile.slow_data"
    )


def test_a_latin_label_has_a_readable_code_and_any_other_always_the_same():
    assert code_of("Lost & found") == "own.lost_found"
    assert code_of("路灯照明") == code_of("路灯照明") != code_of("路灯")
    assert code_of("路灯照明").startswith("own.t_")


def test_a_new_label_becomes_a_topic_of_the_department_under_a_branch_of_its_own(add):
    codes = add("路灯照明", "手机上网慢", department="network")

    topic = Topic.objects.get(code=codes["路灯照明"])
    assert (topic.names, topic.department) == ({"zh-hans": "路灯照明"}, "network")
    assert Topic.objects.get(code="own").names["zh-hans"] == "自有分类"
    assert codes["手机上网慢"] == "mobile.slow_data"


def test_a_topic_that_was_put_out_of_use_comes_back_as_people_named_it(add, monday_nine):
    code = add("Street lamps")["Street lamps"]
    revise_topic(
        code=code,
        names={"en": "Lighting"},
        department="network",
        is_active=False,
        at=monday_nine,
        actor=SYSTEM_ACTOR,
    )

    assert add("Street lamps") == {"Street lamps": code}

    topic = Topic.objects.get(code=code)
    assert (topic.names, topic.department, topic.is_active) == (
        {"en": "Lighting"},
        "network",
        True,
    )


def test_whoever_may_not_revise_topics_adds_none(add):
    before = Topic.objects.count()

    with pytest.raises(NotAllowed):
        add("Street lamps", actor=NOBODY)

    assert Topic.objects.count() == before
