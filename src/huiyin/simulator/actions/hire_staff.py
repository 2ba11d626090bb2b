from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import transaction

from huiyin.kernel.access.actor import actor_of
from huiyin.kernel.access.models import RoleGrant, User
from huiyin.kernel.access.roles import SYSTEM_ACTOR, Actor
from huiyin.simulator.rules.staff import LEADS, SUPERVISOR, Staff, staff
from huiyin.workforce.public import (
    Post,
    add_person,
    departments,
    escalation_contacts,
    person_of_user,
    set_escalation,
    workers,
)


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody of the staff as the platform knows them."""

    staff: Staff
    actor: Actor
    person_id: int
    department: str


@dataclass(slots=True)
class House:
    """Who works here, and how many cases each has now."""

    by_person: dict[int, Hand]
    by_name: dict[str, Hand]
    by_department: dict[str, list[Hand]]
    holds: Counter[int] = field(default_factory=Counter)

    def load(self, hand: Hand) -> float:
        """Return the share of somebody's room that is taken."""
        return min(1.2, self.holds[hand.person_id] / max(1, hand.staff.capacity))

    def somebody(self, department: str, *, random: Random) -> Hand:
        """Return one of those who work on cases in a department, else of care."""
        return random.choice(self.by_department.get(department) or self.by_department["care"])


@transaction.atomic
def hire_staff(*, password: str, at: datetime, people: Sequence[Staff] = ()) -> House:
    """Hire the demo's staff where they are not there yet; return the house they make.

    Where nobody is told of late matters yet, say who is.
    """
    wanted = people or staff(random=Random("staff"))  # noqa: S311 - a play
    first_team = {d.code: d.open_teams[0].code for d in departments() if d.open_teams}
    hashed = make_password(password)
    actors = {one.username: _hire(one, first_team, hashed, at=at) for one in wanted}
    if not any(escalation_contacts(posts=_supervision()).values()):
        _name_contacts(actors, at=at)
    return _house(wanted, actors, at=at)


def _house(people: Sequence[Staff], actors: dict[str, Actor], *, at: datetime) -> House:
    known = {f"user:{worker.user_id}": worker for worker in workers(at=at)}
    by_name: dict[str, Hand] = {}
    by_department: dict[str, list[Hand]] = defaultdict(list)
    for one in people:
        worker = known[actors[one.username].id]
        hand = Hand(one, actors[one.username], worker.person_id, worker.department)
        by_name[one.username] = hand
        if one.capacity:
            by_department[worker.department].append(hand)
    return House({hand.person_id: hand for hand in by_name.values()}, by_name, by_department)


def _supervision() -> list[Post]:
    return [Post(department=one.code, team="", level="supervision") for one in departments()]


def _name_contacts(actors: dict[str, Actor], *, at: datetime) -> None:
    leads = [
        (Post(department=team.department, team=team.code, level="team_lead"), LEADS[team.code])
        for department in departments()
        for team in department.open_teams
        if team.code in LEADS
    ]
    for post, username in [*leads, *((post, SUPERVISOR) for post in _supervision())]:
        user_id = int(actors[username].id.removeprefix("user:"))
        person = person_of_user(user_id=user_id, at=at)
        set_escalation(
            level=post.level,
            department=post.department,
            team=post.team,
            person_ids=[person.person_id] if person else [],
            at=at,
            actor=SYSTEM_ACTOR,
        )


def _hire(person: Staff, first_team: dict[str, str], hashed: str, *, at: datetime) -> Actor:
    known = User.objects.filter(username=person.username).first()
    if known is not None:
        return actor_of(known)
    user = User.objects.create(
        username=person.username,
        password=hashed,
        display_name=person.name,
        is_superuser=person.username == "admin",
        is_staff=person.username == "admin",
    )
    RoleGrant.objects.bulk_create(RoleGrant(user=user, role=role) for role in person.roles)
    team = person.team
    add_person(
        staff_no=f"S-{user.pk:04d}",
        name=person.name,
        team=first_team[team[1:]] if team.startswith("*") else team,
        user_id=user.pk,
        skills=[skill for skill in person.skills if skill],
        languages=["zh-hans", "en"],
        capacity=person.capacity,
        at=at,
        actor=SYSTEM_ACTOR,
    )
    return actor_of(user)
