"""Who may see and change the workforce."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.kernel.access.roles import Actor, Role, permission, require
from huiyin.kernel.refusal import NotFound, Refusal
from huiyin.workforce.models import Department, Person, Team

SEE = permission(
    "workforce.see",
    Role.AGENT,
    Role.SPECIALIST,
    Role.SUPERVISOR,
    Role.QUALITY_MANAGER,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
    says=gettext_lazy("See people, teams and the roster"),
)
# Who works when, and with what skills: a supervisor's daily business, within the scope.
ARRANGE = permission(
    "workforce.arrange_work",
    Role.SUPERVISOR,
    Role.ADMINISTRATOR,
    says=gettext_lazy("Arrange shifts, absences and skills"),
)
SET_UP = permission(
    "workforce.set_up", Role.ADMINISTRATOR, says=gettext_lazy("Set up teams, routes and limits")
)


class TeamIsClosed(Refusal):
    code = "team_is_closed"


def person_to_arrange(*, person_id: int, actor: Actor) -> Person:
    """Return the person, locked, if `actor` may arrange their work."""
    person = (
        Person.objects.select_for_update(of=("self",))
        .select_related("department", "team")
        .filter(pk=person_id)
        .first()
    )
    if person is None:
        raise NotFound(_("There is no such person. Look them up in the list of people."))
    require(actor, ARRANGE, department=person.department.code)
    return person


def team_called(code: str) -> Team:
    """Return the open team of that code with its department, locked: it stays open."""
    teams = Team.objects.select_for_update(of=("self",)).select_related("department")
    team = teams.filter(code=code).first()
    if team is None:
        raise NotFound(
            _("There is no team %(code)s. Define it first, or pick one of the list.")
            % {"code": code}
        )
    if team.closed_at is not None:
        raise TeamIsClosed(
            _("%(team)s is closed. Pick another team, or open it again.") % {"team": team}
        )
    return team


def department_called(code: str) -> Department:
    """Return the department of that code."""
    department = Department.objects.filter(code=code).first()
    if department is None:
        raise NotFound(
            _("There is no department %(code)s. Pick one of the list.") % {"code": code}
        )
    return department
