"""Clocks as values: what they consume, when they fall due, what survives a pause."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from huiyin.cases.rules import clocks

NINE = datetime(2026, 3, 2, 1, tzinfo=UTC)


class AroundTheClock:
    """Working time that never rests."""

    def add_working(self, start, seconds):
        return start + timedelta(seconds=seconds)

    def working_between(self, start, end):
        return max(0, int((end - start).total_seconds()))


TIME = AroundTheClock()


def later(seconds):
    return NINE + timedelta(seconds=seconds)


def test_a_clock_falls_due_when_its_target_is_used_up():
    clock = clocks.start(target_s=3600, at=NINE, time=TIME)

    assert clock.due_at == later(3600)


def test_a_pause_takes_the_due_moment_away_and_resuming_moves_it_by_the_pause():
    clock = clocks.start(target_s=3600, at=NINE, time=TIME)

    paused, first = clocks.pause(clock, at=later(600), time=TIME, reason="customer")
    resumed, second = clocks.resume(paused, at=later(1600), time=TIME)

    assert paused.due_at is None
    assert (first.seconds, second.seconds) == (600, 1000)
    assert resumed.due_at == later(4600)


def test_stopping_exactly_at_the_due_moment_keeps_the_promise():
    clock = clocks.start(target_s=3600, at=NINE, time=TIME)

    stopped, _ = clocks.stop(clock, at=later(3600), time=TIME)

    assert (stopped.outcome, stopped.consumed_s) == ("met", 3600)


def test_one_second_later_breaks_it():
    clock = clocks.start(target_s=3600, at=NINE, time=TIME)

    stopped, _ = clocks.stop(clock, at=later(3601), time=TIME)

    assert stopped.outcome == "breached"


def test_a_shorter_promise_counts_from_the_beginning_and_takes_over_the_pauses():
    clock = clocks.start(target_s=7200, at=NINE, time=TIME)
    paused, _ = clocks.pause(clock, at=later(600), time=TIME, reason="customer")
    resumed, _ = clocks.resume(paused, at=later(1600), time=TIME)

    urgent = clocks.retarget(resumed, target_s=3600, time=TIME)

    assert urgent.due_at == later(4600)


def test_another_calendar_counts_the_ledger_again():
    class HalfSpeed(AroundTheClock):
        def working_between(self, start, end):
            return super().working_between(start, end) // 2

    clock = clocks.start(target_s=7200, at=NINE, time=TIME)
    paused, segment = clocks.pause(clock, at=later(600), time=TIME, reason="customer")

    revised = clocks.retarget(paused, target_s=7200, time=HalfSpeed(), ledger=[segment])

    assert revised.consumed_s == 300


def test_the_next_milestone_is_the_first_not_yet_fired():
    clock = clocks.start(target_s=1000, at=NINE, time=TIME)

    assert clocks.next_milestone(clock, [50, 80, 100], fired=50, time=TIME) == (80, later(800))


def test_a_paused_clock_has_no_milestone_ahead():
    clock = clocks.start(target_s=1000, at=NINE, time=TIME)
    paused, _ = clocks.pause(clock, at=later(10), time=TIME, reason="customer")

    assert clocks.next_milestone(paused, [50], fired=0, time=TIME) is None


steps = st.lists(st.integers(min_value=0, max_value=10_000), min_size=1, max_size=12)


@given(waits=steps, target=st.integers(min_value=1, max_value=50_000))
def test_what_is_consumed_is_exactly_the_running_stretches(waits, target):
    clock = clocks.start(target_s=target, at=NINE, time=TIME)
    moment, running, is_running = NINE, 0, True
    for wait in waits:
        moment += timedelta(seconds=wait)
        if is_running:
            clock, _ = clocks.pause(clock, at=moment, time=TIME, reason="x")
            running += wait
        else:
            clock, _ = clocks.resume(clock, at=moment, time=TIME)
        is_running = not is_running

    stopped, _ = clocks.stop(clock, at=moment, time=TIME)

    assert stopped.consumed_s == running
    assert stopped.outcome == ("met" if running <= target else "breached")


@given(waits=steps, target=st.integers(min_value=1, max_value=50_000))
def test_a_replay_gives_the_same_clock(waits, target):
    clock = clocks.start(target_s=target, at=NINE, time=TIME)
    moment, happened = NINE, []
    for number, wait in enumerate(waits):
        moment += timedelta(seconds=wait)
        verb = "resume" if number % 2 else "pause"
        happened.append((verb, moment, "x" if verb == "pause" else ""))
        if verb == "pause":
            clock, _ = clocks.pause(clock, at=moment, time=TIME, reason="x")
        else:
            clock, _ = clocks.resume(clock, at=moment, time=TIME)

    again, _ = clocks.replay(target_s=target, started_at=NINE, steps=happened, time=TIME)

    assert again == clock
