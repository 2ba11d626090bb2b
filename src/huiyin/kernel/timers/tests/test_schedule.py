"""Timers ring once, on time, whatever happens to the worker."""

from datetime import timedelta

import pytest
from django.db import connection

from huiyin.kernel.claims import LEASE, MAX_ATTEMPTS, claim_due
from huiyin.kernel.journal.tests.sample import MONDAY
from huiyin.kernel.timers import schedule
from huiyin.kernel.timers.models import Timer
from huiyin.kernel.timers.schedule import (
    cancel_timers,
    fire_all,
    fire_due,
    on_timer,
    ring_by,
    set_timer,
    set_timers,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def rung():
    """What rang, by a deadline of the tests' own."""
    heard = []

    @on_timer("tests.bell")
    def ring(due, at):
        heard.extend((timer.subject, at) for timer in due)

    yield heard
    del schedule._deadlines["tests.bell"]


def set_bell(subject, due_at=MONDAY):
    set_timer(kind="tests.bell", subject=subject, due_at=due_at)


def test_a_timer_rings_once_when_it_is_due(rung):
    set_bell("a")

    before = fire_due(at=MONDAY - timedelta(microseconds=1))
    fired = [fire_due(at=MONDAY), fire_due(at=MONDAY + HOUR)]

    assert (before, fired) == (0, [1, 0])
    assert rung == [("a", MONDAY)]
    assert not Timer.objects.exists()


def test_a_timer_set_again_rings_at_the_new_moment_only(rung):
    set_bell("a")
    set_bell("a", MONDAY + HOUR)

    assert fire_due(at=MONDAY) == 0
    assert fire_due(at=MONDAY + HOUR) == 1


def test_setting_many_replaces_those_there_and_takes_the_last_word(rung):
    set_bell("a")
    Timer.objects.update(attempts=3, parked_at=MONDAY, error="broken")

    due = [("a", MONDAY + HOUR), ("b", MONDAY), ("b", MONDAY + HOUR)]
    set_timers(kind="tests.bell", due=due)

    waiting = Timer.objects.order_by("subject").values_list(
        "subject", "due_at", "visible_at", "attempts", "parked_at", "error"
    )
    later = MONDAY + HOUR
    assert list(waiting) == [
        ("a", later, later, 0, None, ""),
        ("b", later, later, 0, None, ""),
    ]


@pytest.mark.parametrize("count", [1, 15, 16, 2500])
def test_many_are_set_whatever_their_number(rung, count):
    due = [(f"{number}", MONDAY) for number in range(count)]

    set_timers(kind="tests.bell", due=due)
    set_timers(kind="tests.bell", due=due)

    assert fire_all(at=MONDAY) == count
    assert len(set(rung)) == count


def test_a_cancelled_timer_does_not_ring(rung):
    set_bell("a")

    assert cancel_timers(kind="tests.bell", subjects=["a", "b"]) == 1
    assert fire_due(at=MONDAY) == 0


def test_a_deadline_may_set_its_timer_again():
    @on_timer("tests.again")
    def again(due, at):
        set_timer(kind="tests.again", subject=due[0].subject, due_at=at + HOUR)

    set_timer(kind="tests.again", subject="a", due_at=MONDAY)

    fire_due(at=MONDAY)

    assert Timer.objects.get().due_at == MONDAY + HOUR


def test_one_that_fails_waits_and_parks_while_the_others_ring(rung):
    trouble = ValueError("b is poison")

    @on_timer("tests.bell")
    def ring(due, at):
        if any(timer.subject == "b" for timer in due):
            raise trouble
        rung.extend(timer.subject for timer in due)

    set_timers(kind="tests.bell", due=[(name, MONDAY) for name in "abc"])
    at = MONDAY
    for _ in range(MAX_ATTEMPTS):
        fire_due(at=at)
        at += 2 * HOUR

    left = Timer.objects.get()
    assert rung == ["a", "c"]
    assert (left.subject, left.attempts) == ("b", MAX_ATTEMPTS)
    assert left.parked_at is not None
    assert "b is poison" in left.error


def test_a_timer_no_version_knows_is_parked_at_once():
    set_timer(kind="tests.unknown", subject="a", due_at=MONDAY)

    fire_due(at=MONDAY)

    assert Timer.objects.get().parked_at == MONDAY


@pytest.mark.parametrize("model", ["timers_timer", "journal_delivery"])
def test_looking_for_what_is_due_reads_the_partial_index(model):
    prefix = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute(
            f"{prefix} SELECT id FROM {model} WHERE parked_at IS NULL "  # noqa: S608
            "AND visible_at <= %s ORDER BY visible_at, id LIMIT 500",
            [MONDAY],
        )
        plan = " ".join(str(row) for row in cursor.fetchall())

    assert f"{model}_due" in plan
    assert "Sort" not in plan
    assert "TEMP B-TREE" not in plan


def test_ringing_by_a_moment_leaves_an_earlier_arrangement_and_hastens_a_later_one(rung):
    for subject, due_at in (("early", MONDAY), ("late", MONDAY + 3 * HOUR)):
        set_bell(subject, due_at)
    subjects = ("early", "late", "new")

    ring_by(kind="tests.bell", due=[(subject, MONDAY + HOUR) for subject in subjects])

    assert fire_due(at=MONDAY) == 1
    assert fire_due(at=MONDAY + HOUR) == 2
    assert rung == [("early", MONDAY), ("late", MONDAY + HOUR), ("new", MONDAY + HOUR)]


def test_a_timer_that_rings_just_now_is_left_to_its_worker():
    set_bell("a")
    [claimed] = claim_due(Timer, at=MONDAY, limit=1)

    ring_by(kind="tests.bell", due=[("a", MONDAY - HOUR)])

    timer = Timer.objects.get(subject="a")
    assert (timer.claim, timer.visible_at) == (claimed.claim, MONDAY + LEASE)


def test_a_parked_timer_rings_again_when_it_is_to_ring_by_a_moment(rung):
    set_bell("a")
    Timer.objects.update(parked_at=MONDAY, attempts=MAX_ATTEMPTS, error="broken")

    ring_by(kind="tests.bell", due=[("a", MONDAY + HOUR)])

    assert fire_due(at=MONDAY) == 1
    assert rung == [("a", MONDAY)]
