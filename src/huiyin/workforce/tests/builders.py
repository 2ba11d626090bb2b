"""Short ways to say what a test begins with."""

from datetime import UTC, datetime
from itertools import count

from huiyin.kernel.access.roles import SYSTEM_ACTOR, Actor, Grant, Role
from huiyin.workforce.actions.add_person import add_person
from huiyin.workforce.actions.lay_out_defaults import lay_out_defaults

# A Monday, 09:00 in Shanghai.
MONDAY = datetime(2026, 3, 2, 1, tzinfo=UTC)
numbers = count(1)


def make_organisation(*, at=MONDAY):
    lay_out_defaults(at=at)


def make_person(*, team="care-desk", at=MONDAY, **wanted):
    number = next(numbers)
    wanted = {"staff_no": f"S{number}", "name": f"Person {number}"} | wanted
    return add_person(team=team, at=at, actor=SYSTEM_ACTOR, **wanted)


def make_actor(role, *departments):
    return Actor("user:99", "Ada", (Grant(Role(role), frozenset(departments)),))
