"""One team: its name, its people, and its end."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import may, require
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import NotFound, Refusal
from huiyin.kernel.ui.fragments import render_page
from huiyin.workforce.access import ARRANGE, SEE, SET_UP
from huiyin.workforce.actions.close_team import close_team
from huiyin.workforce.actions.define_team import define_team
from huiyin.workforce.actions.move_people import move_people
from huiyin.workforce.models import Route, Team
from huiyin.workforce.pages.forms import Movers, NewTeam, TeamNames
from huiyin.workforce.pages.words import week_in_words
from huiyin.workforce.queries.roster import persons
from huiyin.workforce.rules import week_of

Act = Callable[[Any], None]


@login_required
@require_safe
def show(request: Request, code: str) -> HttpResponse:
    """Show one team."""
    require(request.actor, SEE)
    return _page(request, _team(code))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request) -> HttpResponse:
    """Set up a new team."""
    require(request.actor, SET_UP)
    form, refusal = NewTeam(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            _define(request, form.cleaned_data["code"], form)
        except Refusal as no:
            refusal = no
        else:
            return redirect("workforce:team", code=form.cleaned_data["code"])
    context = {"title": _("New team"), "form": form, "refusal": refusal}
    status = 422 if request.method == "POST" else 200
    return render_page(request, "workforce/team_new.html", context, status=status)


@login_required
@require_POST
def rename(request: Request, code: str) -> HttpResponse:
    """Change what a team is called and whether it hurries."""
    team = _team(code)

    def act(form: TeamNames) -> None:
        _define(request, code, form, department=team.department.code)

    return _answer(request, team, "rename", TeamNames(request.POST), act)


@login_required
@require_POST
def move(request: Request, code: str) -> HttpResponse:
    """Move some of the people to another team."""

    def act(form: Movers) -> None:
        move_people(
            person_ids=[person.pk for person in form.cleaned_data["people"]],
            team=form.cleaned_data["team"].code,
            at=now(),
            actor=request.actor,
        )

    team = _team(code)
    return _answer(request, team, "move", Movers(team, request.POST), act)


@login_required
@require_POST
def close(request: Request, code: str) -> HttpResponse:
    """Close a team that nobody works in."""

    def act(_form: forms.Form) -> None:
        close_team(team=code, at=now(), actor=request.actor)

    return _answer(request, _team(code), "close", forms.Form(request.POST), act)


@login_required
@require_POST
def reopen(request: Request, code: str) -> HttpResponse:
    """Open a closed team again, as it was."""
    team = _team(code)

    def act(_form: forms.Form) -> None:
        define_team(
            code=code,
            names=team.names,
            department=team.department.code,
            is_rapid_response=team.is_rapid_response,
            at=now(),
            actor=request.actor,
        )

    return _answer(request, team, "reopen", forms.Form(request.POST), act)


def _define(request: Request, code: str, form: TeamNames, *, department: str = "") -> None:
    define_team(
        code=code,
        department=department or form.cleaned_data["department"].code,
        at=now(),
        actor=request.actor,
        **form.what,
    )


def _answer(
    request: Request, team: Team, verb: str, form: forms.Form, act: Act
) -> HttpResponse:
    if not form.is_valid():
        return _page(request, team, verb=verb, form=form)
    try:
        act(form)
    except Refusal as refusal:
        if refusal.status != 422:
            raise
        return _page(request, team, verb=verb, form=form, refusal=refusal)
    messages.success(request, _("Saved."))
    return redirect("workforce:team", code=team.code)


def _team(code: str) -> Team:
    team = Team.objects.select_related("department").filter(code=code).first()
    if team is None:
        raise NotFound(_("There is no such team. Pick one of the list."))
    return team


def _page(
    request: Request,
    team: Team,
    *,
    verb: str = "",
    form: forms.Form | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    department = team.department.code
    people = list(team.people.filter(left_at=None))
    workers = persons(person_ids=[person.pk for person in people], at=now())
    made: dict[str, forms.Form] = {"rename": TeamNames(initial=TeamNames.of(team))}
    if people:
        made["move"] = Movers(team)
    if form is not None and verb in made:
        made[verb] = form
    context = {
        "title": str(team),
        "team": team,
        "hours": week_in_words(week_of(team.hours)),
        "people": [(person, workers[person.pk]) for person in people],
        "routes": Route.objects.filter(team=team, valid_to=None).count(),
        "forms": made,
        "may_arrange": may(request.actor, ARRANGE, department=department),
        "may_set_up": may(request.actor, SET_UP, department=department),
        "refused": verb,
        "refusal": refusal,
    }
    status = 422 if form is not None else 200
    return render_page(request, "workforce/team.html", context, status=status)
