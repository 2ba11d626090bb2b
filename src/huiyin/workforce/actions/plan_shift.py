"""Duty outside the weekly hours, planned and cancelled."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.kernel.access.roles import Actor
from huiyin.kernel.refusal import Refusal
from huiyin.workforce.access import person_to_arrange
from huiyin.workforce.actions.await_shift import await_shift
from huiyin.workforce.actions.record_change import record_change
from huiyin.workforce.events import ShiftCancelled, ShiftPlanned
from huiyin.workforce.models import Shift
from huiyin.workforce.rules import LONGEST_SHIFT


class CannotPlanShift(Refusal):
    code = "cannot_plan_shift"


@transaction.atomic
def plan_shift(
    *, person_id: int, starts_at: datetime, ends_at: datetime, at: datetime, actor: Actor
) -> int:
    """Put the person on duty for that time, whatever their weekly hours; return its id."""
    person = person_to_arrange(person_id=person_id, actor=actor)
    _refuse_odd(starts_at, ends_at)
    overlapping = person.shifts.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)
    if overlapping.exists():
        raise CannotPlanShift(
            _("This shift overlaps another of the same person. Cancel that one first.")
        )
    shift = Shift.objects.create(person=person, starts_at=starts_at, ends_at=ends_at)
    event = ShiftPlanned(
        person_id=person.pk,
        shift_id=shift.pk,
        starts_at=starts_at.isoformat(),
        ends_at=ends_at.isoformat(),
    )
    record_change(event, story=f"person:{person.pk}", at=at, actor=actor.id)
    await_shift(team=person.team, at=at)
    return shift.pk


@transaction.atomic
def cancel_shift(*, person_id: int, shift_id: int, at: datetime, actor: Actor) -> None:
    """Take a planned shift back; nothing happens when it is gone already."""
    person = person_to_arrange(person_id=person_id, actor=actor)
    deleted, _rows = person.shifts.filter(pk=shift_id).delete()
    if not deleted:
        return
    event = ShiftCancelled(person_id=person.pk, shift_id=shift_id)
    record_change(event, story=f"person:{person.pk}", at=at, actor=actor.id)
    await_shift(team=person.team, at=at)


def _refuse_odd(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at <= starts_at:
        raise CannotPlanShift(_("A shift must end after it begins. Check both times."))
    if ends_at - starts_at > LONGEST_SHIFT:
        raise CannotPlanShift(
            _("A shift of more than 36 hours is a mistake. Plan one shift per day.")
        )
