"""Reads whose SQL is written once answer as the query set they were built from."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from huiyin.kernel.editions.models import Edition
from huiyin.kernel.reads import PreparedRead
from huiyin.kernel.timers.models import Timer

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
tokens_of = PreparedRead(
    lambda slots: (
        Edition.objects.filter(area__in=slots.many("areas"))
        .order_by("area")
        .values_list("area", "token")
    )
)
due_since = PreparedRead(
    lambda slots: (
        Timer.objects.filter(kind=slots.one("kind"), due_at__gte=slots.one("since"), attempts=0)
        .order_by("due_at")
        .values_list("subject", "due_at")
    )
)


@pytest.fixture
def editions():
    for number, area in enumerate("abcdefg", start=1):
        Edition.objects.create(area=area, token=UUID(int=number))


@pytest.mark.parametrize("areas", ["a", "ab", "abc", "gfedcba", "xyz", ""])
def test_collections_of_any_size_find_what_a_query_set_finds(editions, areas):
    asked = Edition.objects.filter(area__in=list(areas)).order_by("area")

    assert tokens_of(areas=list(areas)) == list(asked.values_list("area", "token"))


def test_an_empty_collection_asks_the_database_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert tokens_of(areas=[]) == []


def test_collections_of_similar_size_share_their_sql(editions):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        tokens_of(areas=["a", "b", "c"])
        tokens_of(areas=["a", "b", "c", "d"])

    three, four = asked.captured_queries
    assert three["sql"].count("'") == four["sql"].count("'") == 8


def test_moments_are_bound_and_come_back_as_moments():
    for hour in range(3):
        due_at = NOON + timedelta(hours=hour)
        for kind in ("t", "other"):
            Timer.objects.create(kind=kind, subject=str(hour), due_at=due_at, visible_at=due_at)

    found = due_since(kind="t", since=NOON + timedelta(hours=1))

    assert found == [("1", NOON + timedelta(hours=1)), ("2", NOON + timedelta(hours=2))]


@given(area=st.text(max_size=40).filter(lambda text: "\x00" not in text))
def test_no_value_is_ever_read_as_sql(area):
    assert tokens_of(areas=[area]) == []
