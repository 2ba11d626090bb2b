"""Set up a team, or change its name and purpose."""

import re
from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.kernel.access.roles import Actor, require
from huiyin.kernel.refusal import Refusal
from huiyin.workforce.access import SET_UP, department_called
from huiyin.workforce.actions.record_change import record_change
from huiyin.workforce.events import TeamDefined
from huiyin.workforce.models import Department, Team


class CannotDefineTeam(Refusal):
    code = "cannot_define_team"


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
    """Make the team of that code be so; hours and people stay, a closed team is open again.

    Refused where the code is no code, no name is given, or the team is another department's.
    """
    require(actor, SET_UP, department=department)
    owner = department_called(department)
    wanted = {lang: name.strip() for lang, name in names.items() if name.strip()}
    _refuse_odd(code, wanted)
    known = Team.objects.select_for_update().filter(code=code).first()
    if known is not None:
        _refuse_moved(known, owner)
    what = {"names": wanted, "is_rapid_response": is_rapid_response, "closed_at": None}
    if known and what == {field: getattr(known, field) for field in what}:
        return
    Team.objects.update_or_create(
        code=code,
        defaults=what,
        create_defaults={
            "code": code,
            "department": owner,
            "zone": settings.TIME_ZONE,
            **what,
        },
    )
    event = TeamDefined(team=code, department=department)
    record_change(event, story=f"team:{code}", at=at, actor=actor.id)


def _refuse_odd(code: str, names: Mapping[str, str]) -> None:
    if not re.fullmatch("[a-z0-9][a-z0-9_-]{0,29}", code):
        raise CannotDefineTeam(
            _("%(code)s is no code. Use up to 30 small letters, digits and hyphens.")
            % {"code": code}
        )
    if not names:
        raise CannotDefineTeam(_("The team has no name. Give one in at least one language."))


def _refuse_moved(team: Team, owner: Department) -> None:
    # People, routes and contacts stand under the department, too: they would stay behind.
    if team.department_id != owner.pk:
        raise CannotDefineTeam(
            _("%(team)s is a team of another department. Use another code, and move people.")
            % {"team": team}
        )
