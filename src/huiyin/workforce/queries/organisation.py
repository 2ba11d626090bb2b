"""Departments, teams, what people may grant, and whom to tell when a matter is late."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from huiyin.workforce import rules
from huiyin.workforce.models import (
    AuthorityLimit,
    Department,
    EscalationContact,
    Person,
    Team,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamCard:
    """A team by its code, with the department it belongs to."""

    code: str
    name: str
    department: str
    is_rapid_response: bool
    # A closed team takes no more people or matters; its name stands on what it did.
    is_closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentCard:
    """A department by its code, and its teams."""

    code: str
    name: str
    teams: tuple[TeamCard, ...]

    @property
    def open_teams(self) -> tuple[TeamCard, ...]:
        """Return the teams that work may be given to."""
        return tuple(team for team in self.teams if not team.is_closed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Whom to look for when a matter is late: a level of a team and department."""

    department: str
    team: str
    level: str


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
                is_closed=team.closed_at is not None,
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
    filled = named_contacts()
    return {post: _first_filled(post, filled) for post in posts}


def named_contacts() -> dict[Post, list[int]]:
    """Return who is named at each post that anybody fills, in order; none of a closed team."""
    filled: dict[Post, list[int]] = defaultdict(list)
    contacts = EscalationContact.objects.filter(person__left_at=None, team__closed_at=None)
    rows = contacts.values_list("department__code", "team__code", "level", "person_id")
    for department, team, level, person_id in rows.order_by("rank", "pk"):
        filled[Post(department=department, team=team or "", level=level)].append(person_id)
    return dict(filled)


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
