"""Intervals, periods and findings."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.insight.rules.findings import burst_days, findings
from huiyin.insight.rules.intervals import (
    change_of_count,
    differ,
    difference,
    ratio_of_counts,
    share,
)
from huiyin.insight.rules.periods import compared, month_of, parse_month
from huiyin.insight.rules.questions import Question
from huiyin.insight.rules.reports import Figures, Report

counts = st.integers(1, 10**4).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def report(now, before):
    """A report of March with these figures and nothing else."""
    march = month_of(date(2026, 3, 1))
    return Report(
        question=Question(period=march),
        spans=compared(march, until=None),
        published_at="",
        now=now,
        before=before,
        year=Figures(),
        days=(),
        days_before=(),
        months=(),
        cuts={},
        heat=(),
    )


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


def test_a_ratio_of_counts_has_its_interval():
    apart = ratio_of_counts(120, 100)

    assert round(apart.value, 3) == 0.2
    assert (round(apart.low, 3), round(apart.high, 3)) == (-0.08, 0.565)
    assert not apart.is_sure


def test_where_nothing_was_before_there_is_no_ratio():
    assert ratio_of_counts(120, 0) is None
    assert ratio_of_counts(0, 120) is None


@given(counts, counts)
def test_a_difference_of_shares_turns_round_with_them(one, other):
    there, back = difference(share(*one), share(*other)), difference(share(*other), share(*one))

    assert there.value == -back.value
    assert abs(there.low + back.high) < 1e-12
    assert there.low <= there.value <= there.high


def test_a_share_that_changed_is_told_with_which_way_is_good():
    now = Figures(complaints=100, shares={"bypass": share(30, 100)})
    before = Figures(complaints=100, shares={"bypass": share(10, 100)})

    [told] = [one for one in findings(report(now, before)) if one.kind == "share_changed"]

    assert (told.values["name"], told.meaning) == ("bypass", "attention")
