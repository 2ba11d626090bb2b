"""A clock replayed from what the journal says."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from huiyin.cases.rules import clocks
from huiyin.cases.rules.replaying import Wait, compare, waits_of_clock
from huiyin.cases.rules.revising import Revision, is_revised, would_move
from huiyin.standards.public import Promise

START = datetime(2026, 3, 2, 1, tzinfo=UTC)


class Always:
    def add_working(self, start, seconds):
        return start + timedelta(seconds=seconds)

    def working_between(self, start, end):
        return int((end - start).total_seconds())


TIME = Always()


def after(hours):
    return START + timedelta(hours=hours)


def waits(*steps):
    return [Wait(verb, after(hours), "why") for verb, hours in steps]


def promise(version_id, target_s=3600):
    return Promise("resolution", version_id, target_s, "24x7", (), "")


def test_a_wait_pauses_and_resumes_the_promises_that_may_wait():
    said = waits(("pause", 2), ("resume", 7))

    steps = waits_of_clock(said, kind="resolution", started_at=START, stopped_at=None)

    assert steps == [("pause", after(2), "why"), ("resume", after(7), "")]


def test_the_clock_of_the_law_never_waits():
    said = waits(("pause", 2), ("resume", 7))

    assert not waits_of_clock(said, kind="legal_answer", started_at=START, stopped_at=None)


def test_what_waited_before_the_clock_began_is_not_its_own():
    said = waits(("pause", 1), ("resume", 2))

    assert not waits_of_clock(said, kind="work", started_at=after(3), stopped_at=None)


def test_a_clock_that_begins_while_its_case_waits_is_paused_from_the_beginning():
    said = waits(("pause", 1), ("resume", 6))

    steps = waits_of_clock(said, kind="work", started_at=after(3), stopped_at=None)

    assert steps == [("pause", after(3), "why"), ("resume", after(6), "")]


def test_what_comes_after_the_end_of_a_clock_is_not_its_own():
    said = waits(("pause", 5), ("resume", 6))

    assert not waits_of_clock(said, kind="work", started_at=START, stopped_at=after(5))


def test_a_lost_pause_is_found_and_put_back():
    stored = clocks.start(target_s=48 * 3600, at=START, time=TIME)
    steps = [("pause", after(2), "why"), ("resume", after(7), "")]

    found = compare(stored, [], steps, time=TIME)

    assert found.differs == ("consumed_s", "since", "due_at", "ledger")
    assert (found.clock.consumed_s, found.clock.due_at) == (7200, after(53))


def test_an_ended_clock_keeps_its_figures_when_the_calendar_says_otherwise_now():
    ledger = [clocks.Segment("running", START, after(3), 1800)]
    stored = replace(
        clocks.start(target_s=3600, at=START, time=TIME),
        state="stopped",
        consumed_s=1800,
        since=None,
        due_at=None,
        stopped_at=after(3),
        outcome="met",
    )

    assert compare(stored, ledger, [], time=TIME).differs == ()


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(1, 1000), max_size=8), st.booleans())
def test_a_clock_that_was_run_by_its_rules_never_differs(gaps, is_stopped):
    clock, ledger = clocks.start(target_s=5000, at=START, time=TIME), []
    steps, at = [], START
    for gap in gaps:
        at += timedelta(seconds=gap)
        if clock.state == clocks.RUNNING:
            clock, part = clocks.pause(clock, at=at, time=TIME, reason="why")
            steps.append(("pause", at, "why"))
        else:
            clock, part = clocks.resume(clock, at=at, time=TIME)
            steps.append(("resume", at, ""))
        ledger.append(part)
    if is_stopped:
        clock, part = clocks.stop(clock, at=at + timedelta(seconds=9), time=TIME)
        ledger.append(part)

    assert compare(clock, ledger, steps, time=TIME).differs == ()


def test_a_change_is_carried_by_a_timer_as_it_was():
    change = Revision(version_id=7, previous_id=6, calendar="cn:office", last=900)

    assert Revision.from_text(change.as_text()) == change


def test_a_policy_takes_in_its_own_clocks_and_those_it_had_before_and_no_others():
    change = Revision(version_id=9, previous_id=5)
    known = {"target_s": 60, "calendar": "24x7"}

    assert is_revised(change, version_id=3, promise=promise(9), **known)
    assert is_revised(change, version_id=5, promise=promise(4), **known)
    assert not is_revised(change, version_id=3, promise=promise(4), **known)
    assert not is_revised(change, version_id=9, promise=promise(9), **known)


def test_the_law_moves_only_clocks_whose_policy_is_the_same():
    known = {"target_s": 60, "calendar": "24x7"}

    assert is_revised(Revision(), version_id=3, promise=promise(3, 120), **known)
    assert not is_revised(Revision(), version_id=3, promise=promise(4, 120), **known)
    assert not is_revised(Revision(), version_id=3, promise=promise(3, 60), **known)


def test_a_shorter_promise_moves_a_clock_and_may_make_it_late_at_once():
    clock = clocks.start(target_s=48 * 3600, at=START, time=TIME)

    shorter = would_move(clock, target_s=24 * 3600, ledger=(), old=TIME, new=TIME, at=after(30))
    same = would_move(clock, target_s=48 * 3600, ledger=(), old=TIME, new=TIME, at=after(30))

    assert (shorter.is_moved, shorter.is_earlier, shorter.is_newly_breached) == (True,) * 3
    assert (same.is_moved, same.is_earlier, same.is_newly_breached) == (False,) * 3
