"""Who is told when matters are late."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.kernel.access.roles import Actor, require
from huiyin.kernel.refusal import Refusal
from huiyin.workforce.access import SET_UP, department_called, team_called
from huiyin.workforce.actions.record_change import record_change
from huiyin.workforce.events import EscalationSet
from huiyin.workforce.models import EscalationContact, Person
from huiyin.workforce.rules import LEVELS, TEAM_LEAD


class CannotSetEscalation(Refusal):
    code = "cannot_set_escalation"


@transaction.atomic
def set_escalation(
    *,
    level: str,
    department: str,
    team: str,
    person_ids: Sequence[int],
    at: datetime,
    actor: Actor,
) -> None:
    """Replace whom to tell at that level, in this order; nobody passes on to the next level."""
    require(actor, SET_UP, department=department)
    of_department = department_called(department)
    of_team = team_called(team) if team else None
    ordered = list(dict.fromkeys(person_ids))
    if level not in LEVELS or (level == TEAM_LEAD) != (of_team is not None):
        raise CannotSetEscalation(
            _("A team lead belongs to a team, every other level to a department.")
        )
    if Person.objects.filter(pk__in=ordered, left_at=None).count() != len(ordered):
        raise CannotSetEscalation(
            _("One of these people does not work here. Pick from the list of people.")
        )
    place = {"level": level, "department": of_department, "team": of_team}
    EscalationContact.objects.filter(**place).delete()
    EscalationContact.objects.bulk_create(
        EscalationContact(person_id=person_id, rank=rank, **place)
        for rank, person_id in enumerate(ordered)
    )
    event = EscalationSet(
        level=level, department=department, team=team, person_ids=tuple(ordered)
    )
    record_change(event, story=f"department:{department}", at=at, actor=actor.id)
