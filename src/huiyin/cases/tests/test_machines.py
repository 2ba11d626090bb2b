"""Keys that act in the name of a person, and keys that cannot."""

from dataclasses import replace

import pytest

from huiyin.cases.actions.grant_concession import (
    CannotGrant,
    decide_concession,
    grant_concession,
)
from huiyin.cases.actions.take_case import CannotTake, take_case
from huiyin.cases.tests.builders import later, make_case
from huiyin.workforce.public import person_of_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(operator):
    return make_case()


def key_of(actor):
    """Return a key that stands for this person."""
    return replace(actor, id="key:1", owner_id=actor.user_id)


def test_a_key_takes_a_case_for_its_owner(case, operator):
    take_case(ref=case.ref, at=later(hours=1), actor=key_of(operator["biller"]))

    case.refresh_from_db()
    owner = person_of_user(user_id=operator["biller"].user_id, at=later(hours=1))
    assert (case.state, case.holder_id) == ("in_progress", owner.person_id)


def test_a_key_without_owner_holds_nothing(case, operator):
    with pytest.raises(CannotTake):
        take_case(
            ref=case.ref, at=later(hours=1), actor=replace(operator["biller"], id="key:1")
        )

    case.refresh_from_db()
    assert (case.state, case.handovers) == ("triaged", 0)


def test_nobody_approves_what_their_own_key_asked_for(case, operator):
    boss = operator["boss"]
    state = grant_concession(
        ref=case.ref,
        amount_micro=100_000_000_000,
        currency="CNY",
        reason="多扣",
        at=later(hours=1),
        actor=key_of(boss),
    )
    asked = case.concessions.get()

    with pytest.raises(CannotGrant):
        decide_concession(
            ref=case.ref,
            concession_id=asked.pk,
            is_approved=False,
            decision="",
            at=later(hours=2),
            actor=boss,
        )

    asked.refresh_from_db()
    assert (state, asked.state, asked.asked_by) == ("pending", "pending", boss.id)
