"""A team is no longer needed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiyin.kernel.access.roles import Actor, require
from huiyin.kernel.refusal import NotFound, Refusal
from huiyin.workforce.access import SET_UP
from huiyin.workforce.actions.await_shift import await_shift
from huiyin.workforce.actions.record_change import record_change
from huiyin.workforce.events import TeamClosed
from huiyin.workforce.models import Person, Route, Team


class CannotCloseTeam(Refusal):
    code = "cannot_close_team"


@transaction.atomic
def close_team(*, team: str, at: datetime, actor: Actor) -> None:
    """Take no more people or matters into the team; its name stays on what it did.

    Refused while people are in it or a route leads to it. Defining it opens it again, with the
    contacts it had: nobody is told in their place while it is closed.
    """
    teams = Team.objects.select_for_update(of=("self",)).select_related("department")
    found = teams.filter(code=team).first()
    if found is None:
        raise NotFound(_("There is no such team. Pick one of the list."))
    require(actor, SET_UP, department=found.department.code)
    if found.closed_at is not None:
        return
    _refuse_in_use(found)
    found.closed_at = at
    found.save(update_fields=["closed_at"])
    event = TeamClosed(team=team, department=found.department.code)
    record_change(event, story=f"team:{team}", at=at, actor=actor.id)
    await_shift(team=found, at=at)


def _refuse_in_use(team: Team) -> None:
    people = Person.objects.filter(team=team, left_at=None).count()
    if people:
        raise CannotCloseTeam(
            ngettext(
                "%(people)d person works in %(team)s. Move them to another team first.",
                "%(people)d people work in %(team)s. Move them to another team first.",
                people,
            )
            % {"people": people, "team": team}
        )
    if Route.objects.filter(team=team, valid_to=None).exists():
        raise CannotCloseTeam(
            _("A route leads to %(team)s. Let it lead elsewhere, or end it, first.")
            % {"team": team}
        )
