from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from huiyin.kernel.ui.tables import CannotContinueList, keyset_page

ORDER = ("-date_joined", "username")


@pytest.fixture
def people(db, monday_nine):
    """Seven people; every two joined at the same moment."""
    model = get_user_model()
    return model.objects.bulk_create(
        [
            model(
                username=f"person{number}",
                date_joined=monday_nine + timedelta(days=number // 2),
            )
            for number in range(7)
        ]
    )


def walk(queryset, *, order, size):
    """Follow the marks to the end of the list."""
    rows, mark = [], ""
    while True:
        page = keyset_page(queryset, order=order, after=mark, size=size)
        rows += page.rows
        if page.is_last:
            return rows
        mark = page.next


def test_a_list_ends_where_its_rows_end(people):
    page = keyset_page(get_user_model().objects.all(), order=ORDER, size=7)

    assert len(page.rows) == 7
    assert page.is_last


@effort(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    size=st.integers(1, 8),
    order=st.permutations(["date_joined", "username"]),
    falls=st.lists(st.booleans(), min_size=2, max_size=2),
)
def test_following_the_marks_shows_each_row_once_in_order(people, size, order, falls):
    names = [f"{'-' if fall else ''}{name}" for fall, name in zip(falls, order, strict=True)]
    queryset = get_user_model().objects.all()

    assert walk(queryset, order=names, size=size) == list(queryset.order_by(*names))


def test_rows_may_be_plain_values(people):
    queryset = get_user_model().objects.values("username", "date_joined")

    names = [row["username"] for row in walk(queryset, order=("username",), size=3)]

    assert names == [f"person{number}" for number in range(7)]


def test_a_row_added_behind_is_not_skipped(people):
    model = get_user_model()
    first = keyset_page(model.objects.all(), order=("username",), size=3)
    model.objects.create(username="person2b")

    second = keyset_page(model.objects.all(), order=("username",), after=first.next, size=3)

    assert [row.username for row in second.rows] == ["person2b", "person3", "person4"]


@pytest.mark.parametrize("mark", ["rubbish", "a:b:c", "%00", "💥"])
def test_an_invented_mark_is_refused(people, mark):
    with pytest.raises(CannotContinueList):
        keyset_page(get_user_model().objects.all(), order=ORDER, after=mark)


def test_a_mark_of_another_order_is_refused(people):
    first = keyset_page(get_user_model().objects.all(), order=("username",), size=3)

    with pytest.raises(CannotContinueList):
        keyset_page(get_user_model().objects.all(), order=ORDER, after=first.next)
