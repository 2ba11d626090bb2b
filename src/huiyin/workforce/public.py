"""What other contexts may ask of workforce."""

from collections.abc import Sequence
from datetime import datetime

from huiyin.workforce.actions.add_person import CannotAdd, add_person
from huiyin.workforce.actions.set_escalation import set_escalation
from huiyin.workforce.queries.organisation import (
    DepartmentCard,
    Post,
    TeamCard,
    authority_limit,
    departments,
    escalation_contacts,
    role_limit,
)
from huiyin.workforce.queries.roster import Worker, person_of_user, persons, routes, workers
from huiyin.workforce.rules import Route, route_fits

__all__ = [
    "CannotAdd",
    "DepartmentCard",
    "Post",
    "Route",
    "TeamCard",
    "Worker",
    "add_person",
    "authority_limit",
    "departments",
    "escalation_contact",
    "escalation_contacts",
    "person_of_user",
    "persons",
    "role_limit",
    "route_fits",
    "route_for",
    "routes",
    "set_escalation",
    "workers",
]


def escalation_contact(*, department: str, team: str, level: str) -> list[int]:
    """Return the ids of whom to tell at `team_lead`, `department_head` or `supervision`."""
    post = Post(department=department, team=team, level=level)
    return escalation_contacts(posts=[post])[post]


def route_for(
    *, topic: str, region: str, tier: str, among: Sequence[Route] | None = None, at: datetime
) -> Route | None:
    """Return the most specific route for a matter; give `among` when asking often."""
    candidates = routes(at=at) if among is None else among
    fitting = (
        route
        for route in candidates
        if route_fits(route=route, topic=topic, region=region, tier=tier)
    )
    return next(fitting, None)
