"""Departments and their teams, with hours and people."""

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import may, require
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import Refusal
from huiyin.kernel.ui.fragments import render_page
from huiyin.workforce.access import ARRANGE, SEE, SET_UP
from huiyin.workforce.actions.set_hours import set_team_hours
from huiyin.workforce.models import Department, Team
from huiyin.workforce.pages.words import tabs, week_in_words
from huiyin.workforce.rules import week_of, write_week


@login_required
@require_safe
def show(request: Request) -> HttpResponse:
    """Show the organisation as a tree."""
    require(request.actor, SEE)
    return _page(request)


@login_required
@require_POST
def set_hours(request: Request, code: str) -> HttpResponse:
    """Set the weekly hours of a team."""
    hours = request.POST.get("hours", "")[:300]
    try:
        set_team_hours(team=code, hours=hours, at=now(), actor=request.actor)
    except Refusal as refusal:
        if refusal.status != 422:
            raise
        return _page(request, refused=code, typed=hours, refusal=refusal)
    return redirect("workforce:teams")


def _written(team: Team) -> str:
    return write_week(week_of(team.hours))


def _said(team: Team) -> str:
    return week_in_words(week_of(team.hours))


def _page(
    request: Request, *, refused: str = "", typed: str = "", refusal: Refusal | None = None
) -> HttpResponse:
    here = Count("people", filter=Q(people__left_at=None))
    teams = list(Team.objects.select_related("department").annotate(headcount=here))
    tree = [
        (
            department,
            may(request.actor, ARRANGE, department=department.code),
            [
                (team, typed if team.code == refused else _written(team), _said(team))
                for team in teams
                if team.department_id == department.pk and team.closed_at is None
            ],
        )
        for department in Department.objects.all()
    ]
    context = {
        "title": _("Departments and teams"),
        "tabs": tabs("teams"),
        "tree": tree,
        "closed": [team for team in teams if team.closed_at is not None],
        "may_set_up": SET_UP.allows(request.actor),
        "refused": refused,
        "refusal": refusal,
    }
    status = 422 if refusal else 200
    return render_page(request, "workforce/teams.html", context, status=status)
