"""The operator lives by its seed, through the public doors."""

import json
import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from huiyin.cases.public import case_cards
from huiyin.channels.public import messages_of
from huiyin.kernel.access.models import User
from huiyin.kernel.journal.models import Entry
from huiyin.notifications.public import notices_of
from huiyin.simulator.actions.hire_staff import hire_staff
from huiyin.simulator.actions.import_history import import_history
from huiyin.simulator.actions.keep_truth import known_truths, truth_path
from huiyin.simulator.actions.play_history import play_history
from huiyin.simulator.rules.truth import BACK, CHASE
from huiyin.simulator.tests.conftest import NOON
from huiyin.workforce.public import escalation_contact, persons, routes, set_escalation, workers
from huiyin.workforce.seeds.plant import plant as plant_workforce

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def organisation():
    plant_workforce(at=NOON)


def play(ready):
    import_history(ready.stage, ready.past, progress=lambda done: None)
    play_history(ready.stage, ready.coming, progress=lambda at: None)
    return known_truths()


def played_and_undone(staged, **size):
    """Play from nothing, take it back, and return truths and ratings."""
    with transaction.atomic():
        truths = play(staged(**size))
        rated = Entry.objects.filter(name="cases.case_rated")
        scores = [payload["score"] for payload in rated.values_list("payload", flat=True)]
        transaction.set_rollback(True)
    return truths, scores


def test_late_matters_of_the_demo_are_told_to_somebody():
    house = hire_staff(password="x", at=NOON)

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
        actor=house.by_name["admin"].actor,
    )

    hire_staff(password="x", at=NOON)

    assert told("team_lead", "care-desk") == ["黄建国"]


def test_what_is_played_of_the_past_goes_by_the_routes_of_the_seeds():
    assert routes(at=NOON - timedelta(days=400)) == routes(at=NOON) != ()


def test_cases_are_given_only_to_those_who_may_work_on_them():
    hire_staff(password="x", at=NOON)

    found = workers(at=NOON)

    assert len(found) == 60
    assert {one.name for one in found if one.capacity == 0} == {"赵文博", "朱敏"}


@pytest.mark.usefixtures("seeded_standards")
def test_a_few_days_leave_cases_in_every_stage_and_their_truth(staged):
    truths = play(staged(complaints=24))

    refs = {one.ref for one in truths}
    cards = case_cards(refs=refs)
    notices = [card for found in notices_of(stories=sorted(refs)).values() for card in found]
    assert set(cards) == refs
    assert {one.part for one in truths} == {"history", "lived"}
    assert {card.state for card in cards.values()} & {"resolved", "closed"}
    # What was said then left then, into the spool; only the night holds some back.
    assert {card.state for card in notices} <= {"sent", "held"}
    said = [one for found in messages_of(stories=sorted(refs)).values() for one in found]
    heard = {one.at.isoformat() for one in said}
    assert {one.at for one in truths if one.outcome != "duplicate"} <= heard


@pytest.mark.usefixtures("seeded_standards")
def test_the_truth_is_scored_by_a_command(staged):
    truths = play(staged(complaints=24))
    out = StringIO()

    call_command("demo_score", "--json", stdout=out)

    found = json.loads(out.getvalue())
    assert found["counts"]["messages"] == len(truths)
    assert found["shares"]["topic"]["base"] == found["counts"]["cases"]
    assert [one["name"] for one in found["urgency"]] == ["urgent", "high", "normal"]
    out = StringIO()
    call_command("demo_score", stdout=out)
    assert re.search(r"topic, of 66 +[01-]", out.getvalue())


def test_there_is_no_score_without_a_play(staged):
    staged()
    truth_path().unlink()

    with pytest.raises(CommandError, match="huiyin demo play"):
        call_command("demo_score")


@pytest.mark.usefixtures("seeded_standards")
def test_the_same_seed_plays_the_same(staged):
    def played():
        truths, scores = played_and_undone(staged)
        # On PostgreSQL numbers go on counting when what was played is taken back.
        refs = {ref: i for i, ref in enumerate(dict.fromkeys(one.ref for one in truths))}
        return [
            (refs[one.ref], one.outcome, one.at, one.kind, one.topic) for one in truths
        ], scores

    assert played() == played()


@pytest.mark.usefixtures("seeded_standards")
def test_better_staff_are_rated_better_and_asked_less(staged):
    def outcome(better_by):
        truths, scores = played_and_undone(staged, complaints=45, better_by=better_by)
        returned = sum(one.kind in (BACK, CHASE) for one in truths)
        return sum(scores) / len(scores), returned

    (usual, asked), (best, asked_less) = outcome(0.0), outcome(1.0)

    assert best > usual
    assert asked_less < asked


def test_customers_are_made_known_once(staged):
    assert staged().is_fresh
    assert not staged().is_fresh


def test_nothing_is_played_where_mail_would_really_leave(settings):
    settings.SMTP_URL = "smtp://mail.example.com"

    with pytest.raises(CommandError, match="HUIYIN_SMTP_URL"):
        call_command("demo_play")

    assert not User.objects.exists()


def test_scenarios_are_listed():
    out = StringIO()

    call_command("demo_scenarios", stdout=out)

    assert [line.split()[0] for line in out.getvalue().splitlines()] == [
        "everyday",
        "quiet-week",
        "fibre-cut",
        "billing-error",
        "marketing-scandal",
        "flood-of-chasers",
    ]
