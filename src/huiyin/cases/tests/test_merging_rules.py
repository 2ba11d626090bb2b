"""How alike two matters are."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from huiyin.cases.rules.merging import (
    MOST_NOTED,
    WORTH_ASKING,
    Matter,
    likeness,
    twins_at_opening,
)
from huiyin.cases.rules.repeats import Earlier

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
matters = st.builds(
    Matter,
    text=st.text(max_size=40),
    topic=st.sampled_from(["", "billing.refund_pending", "mobile.slow_data"]),
    region=st.sampled_from(["", "330106"]),
    place=st.sampled_from(["", "西湖区"]),
    opened_at=st.datetimes(timezones=st.just(UTC)),
)


def matter(**changes):
    known = {
        "text": "宽带晚上八点以后特别慢，一直转圈",
        "topic": "broadband.slower_than_sold",
        "region": "330106",
        "place": "",
        "opened_at": AT,
    }
    return Matter(**{**known, **changes})


def test_the_same_words_on_the_same_topic_a_day_later_are_worth_asking():
    like = likeness(matter(), matter(opened_at=AT + timedelta(days=1)))

    assert (like.score, like.reasons) == (1.0, ("words", "topic", "place", "time"))


def test_another_matter_of_the_same_customer_is_not():
    other = matter(text="漫游费多扣了三十元", topic="billing.roaming_charge")

    assert likeness(matter(), other).score < WORTH_ASKING


def test_time_counts_less_the_longer_it_is_ago():
    scores = [
        likeness(matter(), matter(opened_at=AT - timedelta(days=days))).score
        for days in (1, 10, 29, 60)
    ]

    assert scores == sorted(scores, reverse=True)
    assert scores[-1] == 0.8


@given(matters, matters)
def test_likeness_is_the_same_either_way_round_and_between_0_and_1(one, other):
    like = likeness(one, other)

    assert like == likeness(other, one)
    assert 0 <= like.score <= 1


def earlier(number=1, **changes):
    known = {
        "case_id": number,
        "ref": f"C-{number}",
        "topic": "broadband.slower_than_sold",
        "opened_at": AT - timedelta(days=1),
        "is_open": True,
        "title": "宽带晚上八点以后特别慢，一直转圈",
        "region": "330106",
    }
    return Earlier(**{**known, **changes})


def found(*known, repeat_of=None, **changes):
    twins = twins_at_opening(matter(**changes), known, repeat_of=repeat_of)
    return [twin.earlier.ref for twin in twins]


def test_the_same_words_on_another_topic_are_noted():
    assert found(earlier(topic="tv.no_picture")) == ["C-1"]


def test_other_words_on_the_topic_above_are_noted():
    assert found(earlier(topic="broadband", title="家里的网络总是掉线")) == ["C-1"]


def test_another_matter_is_not_noted():
    assert found(earlier(topic="billing.roaming_charge", title="漫游费多扣了三十元")) == []


def test_titles_that_say_nothing_are_not_alike():
    assert found(earlier(topic="billing", title="投诉"), text="投诉", topic="tv") == []


def test_what_was_answered_ended_or_is_old_or_later_is_not_noted():
    assert (
        found(
            earlier(1, is_open=False),
            earlier(2, is_unanswered=False),
            earlier(3, opened_at=AT - timedelta(days=31)),
            earlier(4, opened_at=AT + timedelta(seconds=1)),
        )
        == []
    )


def test_what_it_is_a_repeat_of_is_known_and_not_noted():
    first, second = earlier(1), earlier(2)

    assert found(first, second, repeat_of=second) == ["C-1"]


def test_no_more_than_three_are_noted_the_likeliest_first():
    known = [earlier(n, opened_at=AT - timedelta(days=n)) for n in range(1, 30)]

    refs = found(*known)

    assert (len(refs), refs) == (MOST_NOTED, ["C-1", "C-2", "C-3"])


@given(matters, st.lists(matters, max_size=30))
def test_each_that_is_noted_is_worth_asking(new, others):
    known = [
        earlier(n, topic=one.topic, opened_at=one.opened_at, title=one.text, region=one.region)
        for n, one in enumerate(others)
    ]

    twins = twins_at_opening(new, known, repeat_of=None)

    assert len(twins) <= MOST_NOTED
    assert all(twin.like.score >= WORTH_ASKING for twin in twins)
    assert all(twin.earlier.opened_at <= new.opened_at for twin in twins)
