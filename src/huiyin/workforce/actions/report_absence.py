"""Somebody is away, or back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.kernel.access.roles import Actor
from huiyin.kernel.refusal import Refusal
from huiyin.kernel.timers.schedule import cancel_timers, set_timer
from huiyin.workforce.access import person_to_arrange
from huiyin.workforce.actions.record_change import record_change
from huiyin.workforce.events import AbsenceEnded, AbsenceReported
from huiyin.workforce.models import Absence, Person
from huiyin.workforce.rules import ABSENCE_KINDS

ABSENCE_ENDS = "workforce.absence_ends"


class CannotReportAbsence(Refusal):
    code = "cannot_report_absence"


@transaction.atomic
def report_absence(
    *,
    person_id: int,
    starts_at: datetime,
    ends_at: datetime,
    kind: str,
    at: datetime,
    actor: Actor,
) -> int:
    """Give the person nothing new during that time; return the id of the absence."""
    person = person_to_arrange(person_id=person_id, actor=actor)
    if ends_at <= starts_at:
        raise CannotReportAbsence(_("An absence must end after it begins. Check both times."))
    if kind not in ABSENCE_KINDS:
        raise CannotReportAbsence(_("That is no known reason. Pick one of the list."))
    absence = Absence.objects.create(
        person=person, starts_at=starts_at, ends_at=ends_at, kind=kind
    )
    event = AbsenceReported(
        person_id=person.pk,
        absence_id=absence.pk,
        department=person.department.code,
        team=person.team.code,
        starts_at=starts_at.isoformat(),
        ends_at=ends_at.isoformat(),
    )
    record_change(event, story=f"person:{person.pk}", at=at, actor=actor.id)
    set_timer(kind=ABSENCE_ENDS, subject=str(absence.pk), due_at=ends_at)
    return absence.pk


@transaction.atomic
def end_absence(*, person_id: int, absence_id: int, at: datetime, actor: Actor) -> None:
    """Let the person be back now; an absence that has not begun is taken back."""
    person = person_to_arrange(person_id=person_id, actor=actor)
    absence = person.absences.filter(pk=absence_id, ends_at__gt=at).first()
    if absence is None:
        return
    if absence.starts_at >= at:
        absence.delete()
    else:
        absence.ends_at = at
        absence.save(update_fields=["ends_at"])
    cancel_timers(kind=ABSENCE_ENDS, subjects=[str(absence_id)])
    tell_return(person=person, absence_id=absence_id, at=at, actor_id=actor.id)


def tell_return(*, person: Person, absence_id: int, at: datetime, actor_id: str) -> None:
    """Record that the person can take work again."""
    event = AbsenceEnded(
        person_id=person.pk,
        absence_id=absence_id,
        department=person.department.code,
        team=person.team.code,
    )
    record_change(event, story=f"person:{person.pk}", at=at, actor=actor_id)
