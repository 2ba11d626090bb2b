"""Set up a team, or change its name, department and purpose."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction

from huiyin.kernel.access.roles import Actor, require
from huiyin.workforce.access import SET_UP, department_called
from huiyin.workforce.actions.record_change import record_change
from huiyin.workforce.events import TeamDefined
from huiyin.workforce.models import Team


@transaction.atomic
def define_team(
    *,
    code: str,
    names: Mapping[str, str],
    department: str,
    at: datetime,
    actor: Actor,
    is_rapid_response: bool = False,
) -> None:
    """Make the team of that code be so; hours and people stay as they are."""
    require(actor, SET_UP, department=department)
    owner = department_called(department)
    Team.objects.update_or_create(
        code=code,
        defaults={
            "names": dict(names),
            "department": owner,
            "is_rapid_response": is_rapid_response,
        },
        create_defaults={
            "code": code,
            "names": dict(names),
            "department": owner,
            "is_rapid_response": is_rapid_response,
            "zone": settings.TIME_ZONE,
        },
    )
    event = TeamDefined(team=code, department=department)
    record_change(event, story=f"team:{code}", at=at, actor=actor.id)
