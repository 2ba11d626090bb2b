"""Give a new operator departments, teams, routes and limits to begin with."""

import json
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

from django.db import transaction

from huiyin.kernel.access.roles import SYSTEM_ACTOR, Role
from huiyin.workforce.actions.define_route import define_route
from huiyin.workforce.actions.define_team import define_team
from huiyin.workforce.actions.set_authority import set_role_authority
from huiyin.workforce.actions.set_hours import set_team_hours
from huiyin.workforce.models import AuthorityLimit, Department, Route, Team

ALWAYS_VALID = datetime(2000, 1, 1, tzinfo=UTC)


@transaction.atomic
def lay_out_defaults(*, at: datetime) -> int:
    """Add what is missing of the starting organisation; what is there stays as it is.

    Return how many departments, teams, routes and limits were added.
    """
    layout = json.loads(
        (files("huiyin.workforce.seeds") / "departments.json").read_text("utf8")
    )
    return (
        _add_departments(layout["departments"])
        + _add_teams(layout["teams"], at=at)
        + _add_routes(layout["routes"], at=at)
        + _add_limits(layout["limits"], at=at)
    )


def _add_departments(wanted: list[dict[str, Any]]) -> int:
    known = set(Department.objects.values_list("code", flat=True))
    missing = [Department(**entry) for entry in wanted if entry["code"] not in known]
    return len(Department.objects.bulk_create(missing))


def _add_teams(wanted: list[dict[str, Any]], *, at: datetime) -> int:
    known = set(Team.objects.values_list("code", flat=True))
    missing = [entry for entry in wanted if entry["code"] not in known]
    for entry in missing:
        hours = entry.pop("hours")
        define_team(**entry, at=at, actor=SYSTEM_ACTOR)
        set_team_hours(team=entry["code"], hours=hours, at=at, actor=SYSTEM_ACTOR)
    return len(missing)


def _add_routes(wanted: list[dict[str, str]], *, at: datetime) -> int:
    if Route.objects.exists():
        # The operator has routes of their own: none of ours may slip in between.
        return 0
    for entry in wanted:
        place = {"region_prefix": "", "tier": "", "team": ""}
        define_route(**place, **entry, at=at, actor=SYSTEM_ACTOR)
    # As the standards of the seeds: what is played of the past finds its way, too.
    Route.objects.update(valid_from=ALWAYS_VALID)
    return len(wanted)


def _add_limits(wanted: list[dict[str, Any]], *, at: datetime) -> int:
    if AuthorityLimit.objects.exists():
        return 0
    for entry in wanted:
        set_role_authority(
            role=Role(entry["role"]),
            currency=entry["currency"],
            amount=entry["amount"],
            at=at,
            actor=SYSTEM_ACTOR,
        )
    return len(wanted)
