from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from huiyin.kernel.access.actor import actor_of
from huiyin.kernel.access.models import RoleGrant, User
from huiyin.kernel.access.roles import SYSTEM_ACTOR, Actor
from huiyin.simulator.rules.people import LEADS, STAFF, SUPERVISOR, Staff
from huiyin.workforce.public import (
    Post,
    add_person,
    departments,
    escalation_contacts,
    person_of_user,
    set_escalation,
)


@transaction.atomic
def hire_staff(*, password: str, at: datetime) -> dict[str, Actor]:
    """Hire the demo's staff where they are not there yet; return them by user name.

    Where nobody is told of late matters yet, say who is.
    """
    first_team = {d.code: d.open_teams[0].code for d in departments() if d.open_teams}
    hashed = make_password(password)
    staff = {person.username: _hire(person, first_team, hashed, at=at) for person in STAFF}
    if not any(escalation_contacts(posts=_supervision()).values()):
        _name_contacts(staff, at=at)
    return staff


def _supervision() -> list[Post]:
    return [Post(department=one.code, team="", level="supervision") for one in departments()]


def _name_contacts(staff: dict[str, Actor], *, at: datetime) -> None:
    leads = [
        (Post(department=team.department, team=team.code, level="team_lead"), LEADS[team.code])
        for department in departments()
        for team in department.open_teams
        if team.code in LEADS
    ]
    for post, username in [*leads, *((post, SUPERVISOR) for post in _supervision())]:
        user_id = int(staff[username].id.removeprefix("user:"))
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
