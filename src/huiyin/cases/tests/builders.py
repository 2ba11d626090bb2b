"""Short ways to what tests of cases need."""

from datetime import UTC, datetime, timedelta

from huiyin.cases.actions.open_cases import open_cases
from huiyin.cases.models import Case
from huiyin.cases.rules.opening import NewComplaint
from huiyin.kernel.access.actor import actor_of
from huiyin.kernel.access.models import RoleGrant, User
from huiyin.kernel.access.roles import SYSTEM_ACTOR
from huiyin.workforce.actions.add_person import add_person
from huiyin.workforce.public import departments

MONDAY_NINE = datetime(2026, 3, 2, 1, tzinfo=UTC)


def later(**duration):
    return MONDAY_NINE + timedelta(**duration)


def somebody(name, department, *, roles, capacity=20):
    """Make a user with roles who works in the first team of a department; return the actor."""
    user = User.objects.create_user(username=name, password=None, display_name=name)
    for role in roles:
        RoleGrant.objects.create(user=user, role=role)
    found = next(d for d in departments() if d.code == department)
    add_person(
        staff_no=name,
        name=name,
        team=found.teams[0].code,
        user_id=user.pk,
        capacity=capacity,
        at=MONDAY_NINE,
        actor=SYSTEM_ACTOR,
    )
    return actor_of(user)


def complaint(**changes):
    known = {
        "body": "我的话费账单多扣了五十元，请退费。",
        "at": MONDAY_NINE,
        "channel": "web",
        "contacts": (("phone", "13800001111"),),
        "name": "李雷",
        "topic": "billing.unrecognised_charge",
        "region": "330106",
    }
    return NewComplaint(**{**known, **changes})


def make_case(**changes):
    """Open one case and return it."""
    at = changes.pop("at", MONDAY_NINE)
    opened = open_cases(complaints=[complaint(at=at, **changes)], at=at, actor_id="system")[0]
    return Case.objects.get(ref=opened.ref)
