"""A call that a person owes stays owed until it is made."""

import pytest

from huiyin.cases.actions.close_case import close_the_silent
from huiyin.cases.actions.rate_case import Rating, record_call_back
from huiyin.cases.models import Case, Milestone
from huiyin.cases.tests.builders import later
from huiyin.cases.tests.test_life import case, resolved
from huiyin.kernel.timers.schedule import fire_all
from huiyin.notifications.models import StaffNotice

__all__ = ["case"]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "owed", [{"is_vip": True}, {"is_vulnerable": True}, {"urgency": "urgent"}]
)
def test_a_call_that_a_person_owes_does_not_end_by_silence(case, operator, owed):
    Case.objects.filter(pk=case.pk).update(**owed)
    resolved(case, operator, later(hours=3))

    closed = close_the_silent(case_id=case.pk, cycle=1, at=later(days=4))
    fire_all(at=later(days=9))

    case.refresh_from_db()
    asked = case.call_backs.get()
    clock = case.clocks.get(kind="call_back")
    reached = Milestone.objects.filter(clock=clock).order_by("percent")
    assert closed is False
    assert (case.state, asked.by_person, asked.outcome) == ("resolved", True, "")
    assert clock.stopped_at is None
    assert list(reached.values_list("percent", "action")) == [(80, "warn"), (100, "escalate")]
    assert case.escalation == 1


def test_who_should_call_is_told_once_and_the_recorded_call_ends_it(case, operator):
    Case.objects.filter(pk=case.pk).update(is_vip=True)
    resolved(case, operator, later(hours=3))
    fire_all(at=later(days=4))
    wanted = StaffNotice.objects.filter(code="cases.call_back_wanted")
    told = list(wanted.values_list("person_id", "story"))

    record_call_back(
        ref=case.ref,
        outcome="rated",
        rating=Rating(score=5, is_solved=True),
        at=later(days=5),
        actor=operator["boss"],
    )

    case.refresh_from_db()
    assert told == [(case.holder_id, case.ref)]
    assert (case.state, case.call_backs.get().outcome) == ("closed", "rated")
    assert case.clocks.get(kind="call_back").stopped_at == later(days=5)


def test_without_a_call_owed_nobody_is_told_to_call(case, operator):
    resolved(case, operator, later(hours=3))

    assert not StaffNotice.objects.filter(code="cases.call_back_wanted").exists()
