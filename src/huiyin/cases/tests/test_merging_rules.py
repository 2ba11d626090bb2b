"""How alike two matters are."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from huiyin.cases.rules.merging import WORTH_ASKING, Matter, likeness

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
