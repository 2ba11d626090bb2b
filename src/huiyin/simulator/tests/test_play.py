"""The small operator lives by its seed, through the public doors."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from huiyin.cases.public import case_cards
from huiyin.kernel.journal.models import Entry
from huiyin.simulator.actions.hire_staff import hire_staff
from huiyin.simulator.actions.play_history import Play, patterns, play_history
from huiyin.simulator.actions.register_customers import register_customers
from huiyin.simulator.rules import course, people, words
from huiyin.standards.public import topic_names
from huiyin.workforce.seeds.plant import plant as plant_workforce

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)


def test_the_same_seed_makes_the_same_people():
    assert people.customers(20, random=Random(5)) == people.customers(20, random=Random(5))


def test_arrivals_are_in_order_and_within_the_days():
    moments = course.arrivals(200, first=NOON, days=10, random=Random(1))

    assert moments == sorted(moments)
    assert NOON <= moments[0] < moments[-1] < NOON + timedelta(days=11)


def test_slots_are_filled():
    customer = people.customers(1, random=Random(3))[0]

    said = [words.say(pattern, customer, at=NOON, random=Random(2)) for pattern in patterns()]

    assert not [line for line in said if "{" in line]


@pytest.mark.django_db
@pytest.mark.usefixtures("seeded_standards")
def test_every_pattern_is_about_a_topic_of_the_tree():
    assert {pattern.topic for pattern in patterns()} <= set(topic_names(language="en"))


@pytest.mark.django_db
@pytest.mark.usefixtures("seeded_standards")
def test_a_few_days_of_history_leave_cases_in_every_stage():
    plant_workforce(at=NOON)
    known = people.customers(30, random=Random(7))
    staff = hire_staff(password="x", at=NOON - timedelta(days=5))
    assert register_customers(known, at=NOON - timedelta(days=5))

    play_history(
        Play(known, staff, Random(7)),
        complaints=12,
        days=4,
        until=NOON,
        progress=lambda done: None,
    )

    refs = set(Entry.objects.filter(name="cases.case_opened").values_list("story", flat=True))
    states = {card.state for card in case_cards(refs=refs).values()}
    assert len(refs) >= 8
    assert states & {"resolved", "closed"}
    assert not register_customers(known, at=NOON)
