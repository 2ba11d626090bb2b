"""The small operator lives by its seed, through the public doors."""

from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command

from huiyin.cases.public import case_cards
from huiyin.kernel.access.models import User
from huiyin.kernel.journal.models import Entry
from huiyin.notifications.public import notices_of
from huiyin.simulator.actions.hire_staff import hire_staff
from huiyin.simulator.actions.play_history import Play, play_history
from huiyin.simulator.actions.register_customers import register_customers
from huiyin.simulator.rules import course, people, words
from huiyin.simulator.seeds.sayings import patterns
from huiyin.standards.public import topic_names
from huiyin.workforce.public import escalation_contact, persons, set_escalation, workers
from huiyin.workforce.seeds.plant import plant as plant_workforce

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
CHINA = ZoneInfo("Asia/Shanghai")


def test_the_same_seed_makes_the_same_people():
    assert people.customers(20, random=Random(5)) == people.customers(20, random=Random(5))


def test_arrivals_are_in_order_and_within_the_days():
    until = NOON + timedelta(days=10)

    moments = course.arrivals(200, first=NOON, until=until, random=Random(1))

    assert len(moments) == 200
    assert moments == sorted(moments)
    assert NOON <= moments[0] < moments[-1] < until


def test_people_complain_by_the_hours_of_their_place():
    first = datetime(2026, 3, 2, tzinfo=CHINA)

    moments = course.arrivals(
        400, first=first, until=first + timedelta(days=10), random=Random(1)
    )

    by_night = [one for one in moments if one.astimezone(CHINA).hour < 6]
    assert len(by_night) < 30


def test_staff_answer_and_call_within_the_hours_of_care():
    late = datetime(2026, 3, 2, 23, 10, tzinfo=CHINA)

    assert course.in_care(late, CHINA) == datetime(2026, 3, 3, 8, 10, tzinfo=CHINA)
    assert course.in_care(late - timedelta(hours=2), CHINA) == late - timedelta(hours=2)


def test_slots_are_filled():
    customer = people.customers(1, random=Random(3))[0]

    said = [words.say(pattern, customer, at=NOON, random=Random(2)) for pattern in patterns()]

    assert not [line for line in said if "{" in line]


@pytest.mark.django_db
@pytest.mark.usefixtures("seeded_standards")
def test_every_pattern_is_about_a_topic_of_the_tree():
    assert {pattern.topic for pattern in patterns()} <= set(topic_names(language="en"))


@pytest.mark.django_db
def test_late_matters_of_the_demo_are_told_to_somebody():
    plant_workforce(at=NOON)
    staff = hire_staff(password="x", at=NOON)

    def told(level, team=""):
        found = escalation_contact(department="care", team=team, level=level)
        return [one.name for one in persons(person_ids=found, at=NOON).values()]

    assert told("team_lead", "care-desk") == ["周芳"]
    assert told("department_head") == told("supervision") == ["黄建国"]
    set_escalation(
        level="team_lead",
        department="care",
        team="care-desk",
        person_ids=[],
        at=NOON,
        actor=staff["admin"],
    )

    hire_staff(password="x", at=NOON)

    assert told("team_lead", "care-desk") == ["黄建国"]


@pytest.mark.django_db
def test_cases_are_given_only_to_those_who_may_work_on_them():
    plant_workforce(at=NOON)

    hire_staff(password="x", at=NOON)

    idle = {one.name for one in workers(at=NOON) if one.capacity == 0}
    assert idle == {"赵文博", "朱敏"}


@pytest.mark.django_db
@pytest.mark.usefixtures("seeded_standards")
def test_a_few_days_of_history_leave_cases_in_every_stage():
    plant_workforce(at=NOON)
    known = people.customers(30, random=Random(7))
    staff = hire_staff(password="x", at=NOON - timedelta(days=5))
    assert register_customers(known, at=NOON - timedelta(days=5))

    play_history(
        Play(known, staff, Random(7), CHINA),
        complaints=12,
        days=4,
        until=NOON,
        progress=lambda done: None,
    )

    refs = set(Entry.objects.filter(name="cases.case_opened").values_list("story", flat=True))
    states = {card.state for card in case_cards(refs=refs).values()}
    notices = [card for found in notices_of(stories=refs).values() for card in found]
    assert len(refs) >= 8
    # What was said then left then, into the spool; only the night holds some back.
    assert {card.state for card in notices} <= {"sent", "held"}
    assert states & {"resolved", "closed"}
    assert not register_customers(known, at=NOON)


@pytest.mark.django_db
def test_nothing_is_played_where_mail_would_really_leave(settings):
    settings.SMTP_URL = "smtp://mail.example.com"

    with pytest.raises(CommandError, match="HUIYIN_SMTP_URL"):
        call_command("demo_play")

    assert not User.objects.exists()


def test_what_comes_back_dissatisfied_is_looked_at_more_carefully():
    zone, chance = CHINA, Random(4)

    goes = [
        course.course(NOON, is_vip=False, is_again=again, zone=zone, random=chance).is_good
        for again in (True, False)
        for _ in range(300)
    ]

    assert sum(goes[:300]) > sum(goes[300:])
