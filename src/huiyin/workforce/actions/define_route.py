"""Where matters of a topic, region and tier go."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.kernel.access.roles import Actor, require
from huiyin.kernel.refusal import NotFound, Refusal
from huiyin.workforce.access import SET_UP, department_called, team_called
from huiyin.workforce.actions.record_change import record_change
from huiyin.workforce.events import RouteDefined, RouteEnded
from huiyin.workforce.models import Route


class CannotDefineRoute(Refusal):
    code = "cannot_define_route"


@transaction.atomic
def define_route(
    *,
    topic_prefix: str,
    region_prefix: str,
    tier: str,
    department: str,
    team: str,
    at: datetime,
    actor: Actor,
) -> None:
    """Send such matters there from now on; the route that did so until now ends."""
    require(actor, SET_UP)
    to_department = department_called(department)
    to_team = team_called(team) if team else None
    if to_team is not None and to_team.department_id != to_department.pk:
        raise CannotDefineRoute(
            _("Team %(team)s is not part of that department. Pick a team of it, or none.")
            % {"team": to_team}
        )
    place = {"topic_prefix": topic_prefix, "region_prefix": region_prefix, "tier": tier}
    former = Route.objects.select_for_update().filter(valid_to=None, **place).first()
    if former is not None:
        if (former.department_id, former.team_id) == (to_department.pk, to_team and to_team.pk):
            return
        former.valid_to = at
        former.save(update_fields=["valid_to"])
    route = Route.objects.create(department=to_department, team=to_team, valid_from=at, **place)
    event = RouteDefined(route_id=route.pk, department=department, team=team, **place)
    record_change(event, story=f"route:{route.pk}", at=at, actor=actor.id)


@transaction.atomic
def end_route(*, route_id: int, at: datetime, actor: Actor) -> None:
    """Let the next less specific route decide from now on."""
    require(actor, SET_UP)
    routes = Route.objects.select_for_update(of=("self",)).select_related("department")
    route = routes.filter(pk=route_id, valid_to=None).first()
    if route is None:
        raise NotFound(_("There is no such route in force. Look at the list of routes."))
    route.valid_to = at
    route.save(update_fields=["valid_to"])
    event = RouteEnded(
        route_id=route.pk, topic_prefix=route.topic_prefix, department=route.department.code
    )
    record_change(event, story=f"route:{route.pk}", at=at, actor=actor.id)
