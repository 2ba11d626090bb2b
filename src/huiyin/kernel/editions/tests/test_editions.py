"""What is kept in memory is good until its area changes."""

import pytest
from django.db import transaction

from huiyin.kernel.editions.kept import Kept, begin_edition, edition, one_edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def reads():
    return []


@pytest.fixture
def kept(reads):
    def load():
        reads.append(1)
        return len(reads)

    return Kept("tea", load)


def test_a_value_is_loaded_once_per_edition(kept):
    begin_edition("tea")

    assert [kept.current(), kept.current()] == [1, 1]
    begin_edition("tea")
    assert [kept.current(), kept.current()] == [2, 2]


def test_another_areas_edition_changes_nothing(kept):
    begin_edition("tea")
    kept.current()

    begin_edition("coffee")

    assert kept.current() == 1


def test_before_the_first_edition_nothing_is_kept(kept):
    assert [kept.current(), kept.current()] == [1, 2]


def test_an_edition_that_was_rolled_back_never_comes_again(kept):
    begin_edition("tea")
    kept.current()
    with transaction.atomic():
        begin_edition("tea")
        assert kept.current() == 2
        transaction.set_rollback(True)

    assert kept.current() == 3


def test_one_edition_is_looked_at_once(kept, django_assert_num_queries):
    begin_edition("tea")
    begin_edition("coffee")

    with django_assert_num_queries(1), one_edition():
        assert edition("tea") != edition("coffee")
        with one_edition():
            kept.current()
            kept.current()


def test_a_change_made_inside_shows_inside(kept):
    begin_edition("tea")
    with one_edition():
        before = kept.current()

        begin_edition("tea")

        assert kept.current() == before + 1


def test_a_change_taken_back_inside_does_not_show_afterwards(kept):
    begin_edition("tea")
    with one_edition():
        before = edition("tea")
        with transaction.atomic():
            begin_edition("tea")
            assert edition("tea") != before
            transaction.set_rollback(True)

        assert edition("tea") == before
