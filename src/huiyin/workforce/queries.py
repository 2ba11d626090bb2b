"""Reading the workforce, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from huiyin.workforce import rules
from huiyin.workforce.models import (
    Absence,
    AuthorityLimit,
    Department,
    EscalationContact,
    Person,
    Route,
    Shift,
    Team,
)

PERSON_FIELDS = (
    "id",
    "user_id",
    "name",
    "department__code",
    "team__code",
    "team__is_rapid_response",
    "skills",
    "regions",
    "languages",
    "capacity",
)
DUTY_FIELDS = ("hours", "team__hours", "team__zone", "left_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """Somebody who takes work. Empty skills, regions or languages mean all of them."""

    person_id: int
    user_id: int | None
    name: str
    department: str
    team: str
    is_rapid_response: bool
    skills: frozenset[str]
    regions: frozenset[str]
    languages: frozenset[str]
    is_on_duty: bool
    capacity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamCard:
    """A team by its code, with the department it belongs to."""

    code: str
    name: str
    department: str
    is_rapid_response: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentCard:
    """A department by its code, and its teams."""

    code: str
    name: str
    teams: tuple[TeamCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Whom to look for when a matter is late: a level of a team and department."""

    department: str
    team: str
    level: str


def workers(*, at: datetime) -> list[Worker]:
    """Return all who work here at that moment, on duty or not, in the order of their ids.

    Three queries, however many people.
    """
    return _workers(Q(), at=at)


def person_of_user(*, user_id: int, at: datetime) -> Worker | None:
    """Return the person who signs in as that user, or None where it is nobody who works."""
    found = _workers(Q(user_id=user_id), at=at)
    return found[0] if found else None


def persons(*, person_ids: Collection[int], at: datetime) -> dict[int, Worker]:
    """Return these people by id; those who have left are included, never on duty."""
    found = _workers(Q(pk__in=person_ids), at=at, also_left=True)
    return {worker.person_id: worker for worker in found}


def _workers(which: Q, *, at: datetime, also_left: bool = False) -> list[Worker]:
    here = Q(joined_at__lte=at) & (Q(left_at=None) | Q(left_at__gt=at))
    people = Person.objects.filter(which if also_left else which & here)
    rows = people.order_by("pk").values_list(*PERSON_FIELDS, *DUTY_FIELDS)
    covering = Q(starts_at__lte=at, ends_at__gt=at)
    extra = set(Shift.objects.filter(covering).values_list("person_id", flat=True))
    away = set(Absence.objects.filter(covering).values_list("person_id", flat=True))
    width = len(PERSON_FIELDS)
    return [
        _worker(row[:width], is_on_duty=_is_on_duty(row[0], row[width:], extra, away, at=at))
        for row in rows
    ]


def _worker(row: tuple[Any, ...], *, is_on_duty: bool) -> Worker:
    pk, user_id, name, department, team, is_rapid, skills, regions, languages, capacity = row
    return Worker(
        person_id=pk,
        user_id=user_id,
        name=name,
        department=department,
        team=team,
        is_rapid_response=is_rapid,
        skills=frozenset(skills),
        regions=frozenset(regions),
        languages=frozenset(languages),
        is_on_duty=is_on_duty,
        capacity=capacity,
    )


def _is_on_duty(
    person_id: int, duty: tuple[Any, ...], extra: set[int], away: set[int], *, at: datetime
) -> bool:
    own, of_team, zone, left_at = duty
    if person_id in away or (left_at is not None and left_at <= at):
        return False
    week = rules.week_of(of_team if own is None else own)
    return person_id in extra or rules.is_working(week, zone, at)


def routes(*, at: datetime) -> list[rules.Route]:
    """Return the routes in force at that moment, the most specific first. One query."""
    in_force = Q(valid_from__lte=at) & (Q(valid_to=None) | Q(valid_to__gt=at))
    rows = Route.objects.filter(in_force).select_related("department", "team")
    return rules.most_specific_first(
        rules.Route(
            topic_prefix=row.topic_prefix,
            region_prefix=row.region_prefix,
            tier=row.tier,
            department=row.department.code,
            team=row.team.code if row.team else "",
        )
        for row in rows
    )


def departments() -> list[DepartmentCard]:
    """Return the departments with their teams, in their order and the reader's language."""
    teams: dict[int, list[TeamCard]] = defaultdict(list)
    for team in Team.objects.select_related("department"):
        teams[team.department_id].append(
            TeamCard(
                code=team.code,
                name=str(team),
                department=team.department.code,
                is_rapid_response=team.is_rapid_response,
            )
        )
    return [
        DepartmentCard(code=row.code, name=str(row), teams=tuple(teams[row.pk]))
        for row in Department.objects.all()
    ]


def authority_limit(*, person_id: int, currency: str) -> int:
    """Return what the person may grant, in millionths of the unit: their own limit, or else
    the highest of their roles; 0 when there is none.
    """
    person = Person.objects.filter(pk=person_id, left_at=None).select_related("user").first()
    if person is None:
        return 0
    limits = AuthorityLimit.objects.filter(currency=currency)
    own = limits.filter(person=person).values_list("amount", flat=True).first()
    if own is not None:
        return own
    return role_limit(
        roles=[grant.role for grant in person.user.role_grants.all()] if person.user else [],
        currency=currency,
    )


def role_limit(*, roles: Collection[str], currency: str) -> int:
    """Return what the best of these roles may grant, in millionths of the unit."""
    limits = AuthorityLimit.objects.filter(currency=currency, person=None, role__in=roles)
    return max(limits.values_list("amount", flat=True), default=0)


def escalation_contacts(*, posts: Collection[Post]) -> dict[Post, list[int]]:
    """Return whom to tell for each post, in order; where a level is not filled, the next
    higher one that is. One query for any number of posts.
    """
    filled: dict[Post, list[int]] = defaultdict(list)
    contacts = EscalationContact.objects.filter(person__left_at=None)
    rows = contacts.values_list("department__code", "team__code", "level", "person_id")
    for department, team, level, person_id in rows.order_by("rank", "pk"):
        filled[Post(department=department, team=team or "", level=level)].append(person_id)
    return {post: _first_filled(post, filled) for post in posts}


def _first_filled(post: Post, filled: dict[Post, list[int]]) -> list[int]:
    for level in rules.LEVELS[rules.LEVELS.index(post.level) :]:
        for candidate in _candidates(post, level):
            if candidate in filled:
                return list(filled[candidate])
    return []


def _candidates(post: Post, level: str) -> list[Post]:
    if level == rules.TEAM_LEAD:
        return [Post(department=post.department, team=post.team, level=level)]
    of_department = Post(department=post.department, team="", level=level)
    if level == rules.DEPARTMENT_HEAD:
        return [of_department]
    return [of_department, Post(department="supervision", team="", level=level)]
