"""Intervals, periods and findings."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.insight.rules.findings import burst_days
from huiyin.insight.rules.intervals import change_of_count, differ, share
from huiyin.insight.rules.periods import compared, month_of, parse_month


def test_wilson_interval_of_a_known_example():
    found = share(1, 10)

    assert (round(found.low, 4), round(found.high, 4)) == (0.0179, 0.4042)


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_share_and_stays_within_0_and_1(pair):
    found = share(*pair)

    assert 0 <= found.low <= found.value <= found.high <= 1


def test_no_share_of_nothing():
    assert share(0, 0) is None


def test_a_small_change_is_chance_and_a_large_one_is_not():
    assert not change_of_count(105, 100).is_sure
    assert change_of_count(160, 100).is_sure


def test_shares_differ_only_beyond_chance():
    assert not differ(share(50, 100), share(55, 100))
    assert differ(share(50, 100), share(80, 100))
    assert not differ(share(50, 100), None)


@given(st.dates(date(1991, 1, 1), date(2199, 12, 31)))
def test_every_day_lies_in_its_month_and_months_follow_each_other(day):
    month = month_of(day)

    assert month.first <= day < month.after
    assert month.previous.next == month
    assert parse_month(month.code) == month


@pytest.mark.parametrize("text", ["", "2015", "2015-13", "2015-6", "15-06", "２０１５-06", "x"])
def test_what_is_no_month_is_not_read(text):
    assert parse_month(text) is None


def test_a_burst_stands_out_of_ordinary_days():
    days = tuple((date(2026, 1, day), count) for day, count in enumerate([8, 9, 40, 7], 1))

    assert burst_days(days) == [(date(2026, 1, 3), 40, 8.5)]


def test_few_complaints_are_no_burst():
    assert burst_days(tuple((date(2026, 1, day), day % 2) for day in range(1, 9))) == []


def test_a_month_that_is_over_is_compared_with_whole_months():
    march = month_of(date(2026, 3, 1))

    spans = compared(march, until=date(2026, 3, 31))

    assert (spans.now, spans.before, spans.year) == (march, march.previous, march.year_before)
    assert not spans.is_cut


def test_a_month_that_is_not_over_is_compared_with_as_many_days():
    spans = compared(month_of(date(2026, 3, 1)), until=date(2026, 3, 30))

    assert (spans.now.last, spans.before.last, spans.year.last) == (
        date(2026, 3, 30),
        date(2026, 2, 28),
        date(2025, 3, 30),
    )
    assert spans.is_cut
