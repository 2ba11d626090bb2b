"""The worker does what is due, and shows what went wrong."""

from datetime import timedelta

import pytest

from huiyin.kernel.worker import turns
from huiyin.kernel.worker.loop import Worker
from huiyin.kernel.worker.models import Heartbeat, Turn
from huiyin.kernel.worker.registry import Work, companions, registered

pytestmark = pytest.mark.django_db


@pytest.fixture
def only_works():
    """A registry of its own: the works of the contexts stay out."""
    kept = dict(registered)
    registered.clear()
    yield registered
    registered.clear()
    registered.update(kept)


def make_work(do, *, name="sweep", every=60.0, is_shared=False):
    return Work(name, do, timedelta(seconds=every), is_shared)


def test_a_round_does_the_works_whose_turn_has_come(only_works):
    done_at = []
    only_works["sweep"] = make_work(lambda at: done_at.append(at) or 0)

    Worker().run_once()

    assert len(done_at) == 1
    assert Turn.objects.get(name="sweep").next_at > done_at[0] + timedelta(seconds=59)


def test_a_work_is_not_done_before_its_turn(only_works):
    done_at = []
    only_works["sweep"] = make_work(lambda at: done_at.append(at) or 0)

    Worker().run_once()
    Worker().run_once()

    assert len(done_at) == 1


def test_a_work_that_did_something_has_its_next_turn_at_once(monday_nine):
    work = make_work(lambda at: 7)
    turns.ensure_turns([work], at=monday_nine)
    token = turns.take_turn(work, at=monday_nine)

    done = turns.do_turn(work, token, at=monday_nine)

    assert done == 7
    assert Turn.objects.get().next_at - monday_nine < timedelta(seconds=1)


def test_only_one_worker_takes_a_turn(monday_nine):
    work = make_work(lambda at: 0)
    turns.ensure_turns([work], at=monday_nine)

    taken = [turns.take_turn(work, at=monday_nine) for _ in range(2)]

    assert [token is not None for token in taken] == [True, False]


def test_a_work_that_is_woken_is_due_at_once_unless_somebody_is_at_it(monday_nine):
    work = make_work(lambda at: 0, every=3600)
    turns.ensure_turns([work], at=monday_nine)
    token = turns.take_turn(work, at=monday_nine)
    later = monday_nine + timedelta(seconds=10)

    while_at_it = turns.hasten(work.name, at=later)
    turns.do_turn(work, token, at=monday_nine)
    before = turns.due_names(at=later)
    afterwards = turns.hasten(work.name, at=later)

    assert (while_at_it, before, afterwards) == (False, set(), True)
    assert turns.due_names(at=later) == {work.name}


def test_a_companion_lives_with_the_worker_and_not_when_it_works_once(only_works):
    lives = []
    companions["testing.ear"] = lives.append
    try:
        Worker().run_once()
    finally:
        del companions["testing.ear"]

    assert lives == []


def test_the_turn_of_a_dead_worker_is_taken_over_when_its_lease_ends(monday_nine):
    work = make_work(lambda at: 0)
    turns.ensure_turns([work], at=monday_nine)
    turns.take_turn(work, at=monday_nine)

    assert turns.take_turn(work, at=monday_nine + timedelta(seconds=59)) is None
    assert turns.take_turn(work, at=monday_nine + timedelta(seconds=60)) is not None


def test_a_beating_heart_keeps_the_turn(monday_nine):
    work = make_work(lambda at: 0)
    turns.ensure_turns([work], at=monday_nine)
    token = turns.take_turn(work, at=monday_nine)

    turns.renew_turns([token], at=monday_nine + timedelta(seconds=50))

    assert turns.take_turn(work, at=monday_nine + timedelta(seconds=60)) is None


def test_a_failing_work_is_shown_and_waits_longer_each_time(monday_nine):
    trouble = OSError("the mail server is away")

    def fail(at):
        raise trouble

    work = make_work(fail, every=10)
    turns.ensure_turns([work], at=monday_nine)
    waits = []
    at = monday_nine
    for _ in range(3):
        turns.do_turn(work, turns.take_turn(work, at=at), at=at)
        turn = Turn.objects.get()
        waits.append(turn.next_at - at)
        at = turn.next_at

    assert waits == [timedelta(seconds=s) for s in (20, 40, 80)]
    assert turn.failures == 3
    assert "the mail server is away" in turn.error


def test_a_work_that_recovers_forgets_its_failure(monday_nine):
    work = make_work(lambda at: 0)
    turns.ensure_turns([work], at=monday_nine)
    Turn.objects.update(failures=3, error="away")

    turns.do_turn(work, turns.take_turn(work, at=monday_nine), at=monday_nine)

    assert (Turn.objects.get().failures, Turn.objects.get().error) == (0, "")


def test_a_failing_shared_work_is_shown_too(monday_nine):
    trouble = OSError("no route to host")

    def fail(at):
        raise trouble

    work = make_work(fail, is_shared=True)
    turns.ensure_turns([work], at=monday_nine)

    done = turns.do_shared(work, at=monday_nine)

    assert done == 0
    assert "no route to host" in Turn.objects.get().error


def test_works_of_another_version_are_forgotten(monday_nine):
    turns.ensure_turns([make_work(lambda at: 0, name="old")], at=monday_nine)

    turns.ensure_turns([make_work(lambda at: 0, name="new")], at=monday_nine)

    assert list(Turn.objects.values_list("name", flat=True)) == ["new"]


def test_a_worker_leaves_a_sign_of_life(only_works):
    Worker().run_once()

    beat = Heartbeat.objects.get()
    assert beat.stopped_at is not None
    assert beat.memory_mb > 0
