"""Back-off and hand-back of claimed work."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.kernel.claims import (
    FIRST_WAIT,
    LONGEST_WAIT,
    LeaseLost,
    claim_due,
    hand_back,
    put_off,
    settle,
    wait_after,
)
from huiyin.kernel.journal.tests.sample import MONDAY
from huiyin.kernel.timers.models import Timer
from huiyin.kernel.timers.schedule import set_timers


@given(st.integers(1, 65000))
def test_waits_never_shrink_and_have_a_limit(attempts):
    assert FIRST_WAIT <= wait_after(attempts) <= wait_after(attempts + 1) <= LONGEST_WAIT


@given(st.integers(1, 9))
def test_each_failure_doubles_the_wait(attempts):
    assert wait_after(attempts + 1) == 2 * wait_after(attempts)


@pytest.fixture
def claimed(db):
    set_timers(kind="tests", due=[(f"{number}", MONDAY) for number in range(3)])
    return claim_due(Timer, at=MONDAY, limit=10)


def test_what_is_handed_back_is_due_at_once_and_untried(claimed):
    hand_back(claimed, at=MONDAY)

    again = claim_due(Timer, at=MONDAY, limit=10)
    assert [row.attempts for row in again] == [0, 0, 0]


def test_settling_what_another_took_over_is_refused(claimed):
    claim_due(Timer, at=MONDAY + timedelta(hours=1), limit=1)

    with pytest.raises(LeaseLost):
        settle(claimed)


def test_putting_off_what_another_took_over_changes_nothing(claimed):
    [taken] = claim_due(Timer, at=MONDAY + timedelta(hours=1), limit=1)
    mine = next(row for row in claimed if row.pk == taken.pk)

    put_off(mine, at=MONDAY, error="too late")

    assert Timer.objects.get(pk=taken.pk).error == ""
    assert Timer.objects.get(pk=taken.pk).claim == taken.claim


@given(limits=st.lists(st.integers(1, 4), min_size=1, max_size=5))
@pytest.mark.django_db
def test_no_two_claims_hold_the_same_row(limits):
    Timer.objects.all().delete()
    set_timers(kind="tests", due=[(f"{number}", MONDAY) for number in range(8)])

    claims = [claim_due(Timer, at=MONDAY, limit=limit) for limit in limits]

    held = [row.pk for rows in claims for row in rows]
    assert len(held) == len(set(held)) == min(8, sum(limits))
