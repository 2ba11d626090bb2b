"""Breaking out is told early, and hardly ever where nothing breaks out."""

from bisect import bisect_left
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from huiyin.insight.rules.topics.emerging import Spread, alarm_of, binomial_tail, level_for

BEGIN = datetime(2026, 3, 2, tzinfo=UTC)
WEEKS, WARM_UP = 60, 8
HOURS = np.array([[1, 1, 1, 1, 1, 2, 4, 6, 9, 10, 10, 9] * 2] * 5 + [[2] * 24] * 2).ravel()
SPREAD = Spread((HOURS * 1000).tolist())


def usual(random, rate):
    """The moments of a matter that `rate` people speak of in a usual week, by hour of week."""
    count = random.poisson(rate * WEEKS)
    weeks = random.integers(0, WEEKS, count)
    hours = random.choice(168, count, p=HOURS / HOURS.sum())
    seconds = weeks * 604_800 + hours * 3600 + random.random(count) * 3600
    return [BEGIN + timedelta(seconds=float(second)) for second in np.sort(seconds)]


def false_alarms(seed, *, topics):
    """Return how many alarms a month so many usual matters raise, and complaints a month."""
    random = np.random.default_rng(seed)
    rates = np.exp(random.uniform(np.log(0.3), np.log(20), topics))
    months = (WEEKS - WARM_UP) * 7 / 30
    level = level_for(float(rates.sum()) * 30 / 7)
    raised = 0
    for rate in rates:
        moments = usual(random, rate)
        said = [(at, str(number)) for number, at in enumerate(moments)]
        begins = bisect_left(moments, BEGIN + timedelta(weeks=WARM_UP))
        for last in range(begins, len(said)):
            first = bisect_left(moments, moments[last] - timedelta(days=60))
            alarm = alarm_of(
                said[first : last + 1], heard_since=BEGIN, spread=SPREAD, level=level
            )
            raised += alarm is not None
    return raised / months, float(rates.sum()) * 30 / 7


def test_of_usual_matters_at_most_one_a_month_is_told():
    each, months = [false_alarms(seed, topics=60)[0] for seed in range(3)], 3 * 52 * 7 / 30

    # At most one a month is expected; three standard deviations of so many months above it.
    assert sum(each) / 3 <= 1 + 3 / months**0.5
    assert sum(each) > 0


def until_told(*, weekly, a_month, every=timedelta(minutes=10)):
    """Return how many speak of a burst, one every ten minutes, until it is told."""
    random = np.random.default_rng(5)
    before = [(at, f"b{n}") for n, at in enumerate(usual(random, weekly))] if weekly else []
    begins = BEGIN + timedelta(weeks=WEEKS, hours=10)
    since = begins - timedelta(days=14) if not weekly else BEGIN
    recent = [one for one in before if one[0] > begins - timedelta(days=70)]
    for count in range(1, 200):
        burst = [(begins + n * every, f"x{n}") for n in range(count)]
        level = level_for(a_month)
        if alarm_of(recent + burst, heard_since=since, spread=SPREAD, level=level):
            return count
    return None


@pytest.mark.parametrize(
    ("weekly", "a_month", "told_at"),
    [(0, 1_000, 4), (0, 10_000, 5), (0, 100_000, 6), (1, 10_000, 5), (5, 10_000, 8)],
)
def test_a_burst_is_told_after_few(weekly, a_month, told_at):
    assert until_told(weekly=weekly, a_month=a_month) == told_at


def test_one_who_writes_often_is_no_burst():
    said = [(BEGIN + timedelta(days=20, minutes=n), "x") for n in range(50)]

    assert alarm_of(said, heard_since=BEGIN, spread=SPREAD, level=0.001) is None


def test_without_a_week_before_it_nothing_is_unusual():
    said = [(BEGIN + timedelta(days=6, minutes=n), str(n)) for n in range(50)]

    assert alarm_of(said, heard_since=BEGIN, spread=SPREAD, level=0.001) is None


def test_a_busy_hour_is_worth_more_of_a_usual_week():
    monday, night = BEGIN + timedelta(hours=9), BEGIN + timedelta(hours=2)

    assert SPREAD.between(BEGIN, BEGIN + timedelta(days=7)) == pytest.approx(1)
    assert SPREAD.between(monday, monday + timedelta(hours=1)) > 5 * SPREAD.between(
        night, night + timedelta(hours=1)
    )


def test_the_tail_agrees_with_counting():
    assert binomial_tail(3, of=4, part=0.5) == pytest.approx(5 / 16)
