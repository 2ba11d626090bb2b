"""Judgements are held against the truth, counted by hand here."""

from dataclasses import replace

import pytest

from huiyin.simulator.rules.scoring import Judged, Told, confusions, mistakes, score
from huiyin.simulator.rules.truth import Truth, line_of, truths_in

USUAL = Truth(
    ref="C-1",
    outcome="opened",
    at="2026-03-01T08:00:00+00:00",
    kind="first",
    matter="m1",
    own_ref="C-1",
    customer=1,
    topic="billing.bill_unclear",
    urgency="normal",
    signals=(),
    unsure=(),
    department="billing",
    cause="",
    scenario="",
    part="lived",
)
JUDGED = Judged(
    ref="C-1",
    topic="billing.bill_unclear",
    confidence=0.9,
    urgency="normal",
    department="billing",
)


def truth(ref, **changes):
    return replace(USUAL, ref=ref, own_ref=changes.pop("own_ref", ref), **changes)


def judged(*found):
    return {one.ref: one for one in found}


def shares(found):
    return (found.precision and (found.precision.part, found.precision.base)), (
        found.recall and (found.recall.part, found.recall.base)
    )


def told(*truths, signals=frozenset()):
    return [Told(truth=one, signals=signals) for one in truths]


def link(result, name):
    return next(shares(one) for one in result.links if one.name == name)


def test_a_truth_is_read_as_it_was_written():
    assert list(truths_in([line_of(USUAL)])) == [USUAL]


def test_topics_are_counted_by_leaf_area_and_confidence():
    truths = [
        truth("C-1"),
        truth("C-2", topic="billing.refund_pending"),
        truth("C-3", topic="mobile.slow_data"),
    ]
    made = judged(
        JUDGED, replace(JUDGED, ref="C-2", confidence=0.4), replace(JUDGED, ref="C-3")
    )

    found = score(told(*truths), made).shares

    assert (found["topic"].part, found["topic"].base) == (1, 3)
    assert (found["area"].part, found["area"].base) == (2, 3)
    assert (found["topic.is_sure"].part, found["topic.among_sure"].part) == (2, 1)
    assert found["topic.always_commonest"].part == 1


def test_macro_f1_counts_each_topic_the_same():
    truths = [truth("C-1"), truth("C-2", topic="mobile.slow_data")]
    made = judged(JUDGED, replace(JUDGED, ref="C-2"))

    assert score(told(*truths), made).macro_f1 == pytest.approx((2 / 3 + 0) / 2)


def test_what_came_closed_is_not_sent_anywhere():
    truths = [truth("C-1"), truth("C-2", part="history"), truth("C-3", department="care")]
    made = judged(JUDGED, replace(JUDGED, ref="C-2"), replace(JUDGED, ref="C-3"))

    found = score(told(*truths), made).shares

    assert (found["dispatch.right"].part, found["dispatch.right"].base) == (1, 2)


def test_the_urgent_are_right_with_the_rapid_team():
    made = judged(replace(JUDGED, department="care", team="rapid"))

    found = score(told(truth("C-1", urgency="urgent")), made).shares

    assert found["dispatch.right"].part == 1


def test_urgency_that_is_arguable_is_left_out():
    made = judged(replace(JUDGED, urgency="high"))

    found = score(told(truth("C-1", urgency="")), made).urgency

    assert [one.base for one in found] == [0, 0, 0]


def test_a_signal_that_is_arguable_is_left_out():
    sure = Told(truth=truth("C-1", signals=("safety",)), signals=frozenset({"safety"}))
    missed = Told(truth=truth("C-2", signals=("safety",)), signals=frozenset())
    unsure = Told(truth=truth("C-3", unsure=("safety",)), signals=frozenset({"safety"}))

    found = score([sure, missed, unsure], {}).signals

    assert next(shares(one) for one in found if one.name == "safety") == ((1, 1), (1, 2))


def test_a_duplicate_is_the_very_same_message():
    truths = [
        truth("C-1"),
        truth("C-1", kind="resent", outcome="duplicate"),
        truth("C-2", kind="resent", outcome="opened"),
    ]

    assert link(score(told(*truths), judged(JUDGED)), "duplicate") == ((1, 1), (1, 2))


def test_a_repeat_is_the_same_customer_and_topic_within_thirty_days():
    truths = [
        truth("C-1"),
        truth("C-2", outcome="repeated", at="2026-03-20T08:00:00+00:00"),
        truth("C-3", at="2026-04-21T08:00:00+00:00"),
        truth("C-4", customer=2, at="2026-03-20T08:00:00+00:00", outcome="repeated"),
    ]
    made = judged(
        JUDGED,
        replace(JUDGED, ref="C-2", repeat_of="C-1"),
        replace(JUDGED, ref="C-3"),
        replace(JUDGED, ref="C-4", repeat_of="C-1"),
    )

    assert link(score(told(*truths), made), "repeat") == ((1, 2), (1, 1))


def test_chasing_is_right_where_it_joins_the_case_it_asks_after():
    truths = [
        truth("C-1"),
        truth("C-2", matter="m2"),
        truth("C-1", kind="chase", outcome="joined"),
        truth("C-2", kind="chase", outcome="joined", own_ref="C-1"),
        truth("C-3", kind="chase", outcome="opened", own_ref="C-1"),
        truth("C-1", kind="chase", outcome="added"),
    ]

    result = score(told(*truths), judged(JUDGED))

    assert link(result, "chasing an open case") == ((1, 2), (1, 3))


def test_the_same_matter_told_once_more_is_found_by_any_link():
    truths = [
        truth("C-1"),
        truth("C-2", kind="again", own_ref="C-1"),
        truth("C-3", kind="again", own_ref="C-1"),
        truth("C-1", kind="again", outcome="joined"),
        truth("C-4", matter="m4"),
    ]
    made = judged(
        JUDGED,
        replace(JUDGED, ref="C-2", twins=frozenset({"C-1"})),
        replace(JUDGED, ref="C-3"),
        replace(JUDGED, ref="C-4", twins=frozenset({"C-1"})),
    )

    assert link(score(told(*truths), made), "the same matter") == ((1, 2), (2, 3))


def test_mistakes_are_told_with_their_words():
    wrong = Told(truth=truth("C-1", topic="mobile.slow_data"), signals=frozenset(), words="w")
    deaf = Told(truth=truth("C-2", signals=("safety",)), signals=frozenset(), words="v")

    assert mistakes("topic", [wrong], judged(JUDGED)) == [
        "mobile.slow_data -> billing.bill_unclear: w"
    ]
    assert mistakes("safety", [wrong, deaf], {}) == ["missed (first, billing.bill_unclear): v"]


def test_confusions_come_most_frequent_first():
    pairs = [("a", "b"), ("a", "b"), ("c", "a"), ("a", "a")]

    assert confusions(pairs, most=5) == [("a", "b", 2), ("c", "a", 1)]
