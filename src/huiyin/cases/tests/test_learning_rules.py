"""How well topics are understood, and which of two models is better: rules on plain values."""

from datetime import UTC, date, datetime, timedelta

import pytest

from huiyin.cases.rules.learning import (
    Decision,
    Lesson,
    Tally,
    by_week,
    calibration,
    compare,
    confusion,
    folds_of,
    tally,
)
from huiyin.kernel.text import Judgement

MONDAY = date(2026, 3, 2)


def decision(judged, decided, *, confidence=0.5, day=MONDAY):
    return Decision(
        judged=judged, decided=decided, confidence=confidence, day=day, was_waiting=True
    )


def lessons(count):
    """Lessons of two topics in turn, the newest first, a minute apart."""
    start = datetime(2026, 3, 2, tzinfo=UTC)
    return [
        Lesson(text=f"{n}", topic="ab"[n % 2], at=start - timedelta(minutes=n))
        for n in range(count)
    ]


def test_right_is_what_a_person_agreed_with():
    assert tally([decision("a", "a"), decision("a", "b"), decision("b", "b")]) == Tally(
        decided=3, right=2
    )
    assert Tally(decided=3, right=2).percent == 66.7


def test_of_no_decisions_no_share_is_told():
    assert tally([]).percent is None


def test_weeks_begin_on_mondays_and_empty_ones_are_told():
    sunday, next_monday = MONDAY - timedelta(days=1), MONDAY + timedelta(days=7)
    found = [decision("a", "a", day=sunday), decision("a", "b", day=MONDAY)]

    assert by_week(found, until=next_monday, weeks=3) == [
        (date(2026, 2, 23), Tally(decided=1, right=1)),
        (MONDAY, Tally(decided=1, right=0)),
        (next_monday, Tally()),
    ]


def test_the_commonest_confusion_comes_first_and_what_was_right_does_not():
    found = [decision("a", "b"), decision("b", "a"), decision("b", "a"), decision("a", "a")]

    assert confusion(found) == [("b", "a", 2), ("a", "b", 1)]


def test_confidence_is_held_against_how_often_it_was_right():
    found = [
        decision("a", "a", confidence=0.42),
        decision("a", "b", confidence=0.48),
        decision("a", "a", confidence=1.0),
    ]

    low, high = calibration(found)

    assert (low.low, low.high, low.said, low.tally.percent) == (40, 50, 45.0, 50.0)
    assert (high.low, high.high, high.said, high.tally.percent) == (90, 100, 100.0, 100.0)


def test_of_many_lessons_the_newest_fifth_is_held_out():
    (fold,) = folds_of(lessons(200))

    assert len(fold.known) == 160
    assert set(fold.unseen) == set(range(40))


def test_of_few_lessons_each_is_held_out_once():
    folds = folds_of(lessons(31))

    assert len(folds) == 3
    assert sorted(place for fold in folds for place in fold.unseen) == list(range(31))
    assert not any(set(fold.known) & set(fold.unseen) for fold in folds)


def test_two_models_are_compared_topic_by_topic():
    def judged(topic):
        return Judgement(topic, 1.0, (), ())

    report = compare(
        ["a", "a", "b", "b"],
        [judged("a"), judged("b"), judged("b"), judged("b")],
        [judged("a"), judged("a"), judged("b"), judged("a")],
    )

    assert report["held_out"] == 4
    assert (report["before"]["accuracy"], report["after"]["accuracy"]) == (0.75, 0.75)
    assert report["topics"] == [["a", 2, 0.6667, 0.8], ["b", 2, 0.8, 0.6667]]


@pytest.mark.parametrize(("count", "folds"), [(199, 3), (200, 1)])
def test_from_two_hundred_on_time_decides(count, folds):
    assert len(folds_of(lessons(count))) == folds
