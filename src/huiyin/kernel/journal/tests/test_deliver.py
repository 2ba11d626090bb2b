"""Reactions are told what happened: at least once, and in the database exactly once."""

from datetime import timedelta

import pytest
from django.db.transaction import TransactionManagementError

from huiyin.kernel.claims import LEASE, MAX_ATTEMPTS, claim_due, retry_parked
from huiyin.kernel.journal.deliver import deliver_all, deliver_due
from huiyin.kernel.journal.models import Delivery, Entry
from huiyin.kernel.journal.record import record, record_many
from huiyin.kernel.journal.registry import (
    reacts_in_bulk_to,
    reacts_in_bulk_to_everything,
    reacts_to,
)
from huiyin.kernel.journal.tests.sample import (
    MONDAY,
    LampBroken,
    LampLit,
    light,
    only_reactions,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_reactions")]
__all__ = ["only_reactions"]


def soon():
    return Delivery.objects.order_by("-visible_at").first().visible_at


def test_a_reaction_hears_what_was_recorded():
    heard = []
    reacts_to(LampLit)(heard.append)
    [entry_id] = light(1)

    deliver_due(at=soon())

    assert [(h.entry_id, h.event, h.story, h.at) for h in heard] == [
        (entry_id, LampLit(number=0), "lamp:1", MONDAY)
    ]
    assert not Delivery.objects.exists()


def test_a_bulk_reaction_hears_many_at_once():
    calls = []
    reacts_in_bulk_to(LampLit)(lambda heard: calls.append([h.event.number for h in heard]))
    light(5)

    deliver_due(at=soon())

    assert calls == [[0, 1, 2, 3, 4]]


def test_where_the_condition_says_no_nothing_is_queued():
    reacts_to(LampLit, when=lambda event: event.number == 3)(lambda heard: None)

    light(5)

    assert Delivery.objects.count() == 1


def test_a_listener_to_everything_hears_every_kind_it_wants():
    heard = []
    reacts_in_bulk_to_everything(when=lambda event: event.number != 1)(heard.extend)
    light(2)
    record(LampBroken(number=7), story="lamp:1", at=MONDAY)

    deliver_all(at=soon())

    assert [h.event for h in heard] == [LampLit(number=0), LampBroken(number=7)]


def test_nothing_is_recorded_outside_a_transaction(transactional_db):
    with pytest.raises(TransactionManagementError):
        light(1)

    assert not Entry.objects.exists()


def test_recording_many_takes_a_constant_number_of_statements(django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        light(100)


def test_recording_nothing_does_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        record_many([])

    assert not Entry.objects.exists()


def test_a_nul_character_is_refused_on_every_database():
    with pytest.raises(ValueError, match="NUL"):
        record(LampLit(number=1, colour="\x00"), story="lamp:1", at=MONDAY)


def test_poison_is_parked_while_the_others_are_told():
    told = []
    trouble = ValueError("number 1 is poison")

    @reacts_in_bulk_to(LampLit)
    def tell(heard):
        if any(h.event.number == 1 for h in heard):
            raise trouble
        told.extend(h.event.number for h in heard)

    light(3)
    at = soon()
    for _ in range(MAX_ATTEMPTS):
        deliver_due(at=at)
        at += timedelta(hours=2)

    parked = Delivery.objects.get()
    assert told == [0, 2]
    assert parked.attempts == MAX_ATTEMPTS
    assert parked.parked_at is not None
    assert "number 1 is poison" in parked.error


def test_a_payload_this_version_cannot_read_is_put_off_and_stops_nobody():
    told = []
    reacts_to(LampLit)(lambda heard: told.append(heard.event.number))
    ids = light(2)
    Entry.objects.filter(pk=ids[0]).update(payload={"colour": "blue"})

    deliver_due(at=soon())

    assert told == [1]
    assert "number" in Delivery.objects.get().error


def test_what_no_version_reacts_to_any_more_is_parked_at_once(only_reactions):
    reacts_to(LampLit)(lambda heard: None)
    light(1)
    only_reactions.reactions.clear()

    deliver_due(at=soon())

    assert Delivery.objects.get().parked_at is not None


def test_a_parked_one_can_be_given_its_attempts_back():
    told = []
    reacts_to(LampLit)(lambda heard: told.append(heard.event.number))
    light(1)
    Delivery.objects.update(parked_at=MONDAY, attempts=MAX_ATTEMPTS)
    parked = Delivery.objects.get()

    retried = retry_parked(Delivery, [parked.pk], at=parked.visible_at)
    deliver_due(at=parked.visible_at)

    assert retried == 1
    assert told == [0]


def test_the_effects_of_a_failed_reaction_are_taken_back():
    trouble = ValueError("too late")

    @reacts_to(LampLit)
    def half(heard):
        record(LampBroken(number=1), story="half", at=MONDAY)
        raise trouble

    light(1)

    deliver_due(at=soon())

    assert not Entry.objects.filter(story="half").exists()


def test_a_worker_whose_lease_ran_out_takes_its_effects_back():
    at = None

    @reacts_to(LampLit)
    def slow(heard):
        record(LampBroken(number=heard.event.number), story="slow", at=MONDAY)
        # Meanwhile another worker, by its clock long after the lease, takes the row over.
        claim_due(Delivery, at=at + LEASE, limit=10)

    light(1)
    at = soon()

    deliver_due(at=at)

    assert not Entry.objects.filter(story="slow").exists()
    assert Delivery.objects.get().attempts == 0


def test_a_claimed_row_is_not_due_for_others_until_its_lease_ends():
    reacts_to(LampLit)(lambda heard: None)
    light(3)
    at = soon()

    first = claim_due(Delivery, at=at, limit=2)
    second = claim_due(Delivery, at=at, limit=2)
    third = claim_due(Delivery, at=at + LEASE, limit=5)

    assert [len(first), len(second), len(third)] == [2, 1, 3]
