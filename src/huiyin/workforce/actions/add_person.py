"""Somebody joins."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.kernel.access.roles import Actor, require
from huiyin.kernel.refusal import Refusal
from huiyin.workforce.access import ARRANGE, team_called
from huiyin.workforce.actions.await_shift import await_shift
from huiyin.workforce.actions.record_change import record_change
from huiyin.workforce.events import PersonAdded
from huiyin.workforce.models import Person


class CannotAdd(Refusal):
    code = "cannot_add_person"


@transaction.atomic
def add_person(
    *,
    staff_no: str,
    name: str,
    team: str,
    at: datetime,
    actor: Actor,
    user_id: int | None = None,
    skills: Sequence[str] = (),
    languages: Sequence[str] = (),
    regions: Sequence[str] = (),
    capacity: int = 20,
) -> int:
    """Add a person to a team and return their id."""
    joined = team_called(team)
    department = joined.department.code
    require(actor, ARRANGE, department=department)
    _refuse_known(staff_no, user_id)
    person = Person.objects.create(
        staff_no=staff_no,
        name=name,
        user_id=user_id,
        department=joined.department,
        team=joined,
        skills=sorted(set(skills)),
        languages=sorted(set(languages)),
        regions=sorted(set(regions)),
        capacity=capacity,
        joined_at=at,
    )
    event = PersonAdded(person_id=person.pk, department=department, team=team)
    record_change(event, story=f"person:{person.pk}", at=at, actor=actor.id)
    await_shift(team=joined, at=at)
    return person.pk


def _refuse_known(staff_no: str, user_id: int | None) -> None:
    if Person.objects.filter(staff_no=staff_no).exists():
        raise CannotAdd(
            _("Staff number %(staff_no)s is taken. Open that person, or use another number.")
            % {"staff_no": staff_no}
        )
    if user_id is not None and Person.objects.filter(user_id=user_id).exists():
        raise CannotAdd(_("That account belongs to another person. Unlink it there first."))
