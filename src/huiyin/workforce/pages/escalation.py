"""Whom to tell when a matter is late: by department and team, level by level."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import may, require
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import NotFound, Refusal
from huiyin.kernel.ui.fragments import render_page
from huiyin.workforce.access import SEE, SET_UP
from huiyin.workforce.actions.set_escalation import set_escalation
from huiyin.workforce.models import Person
from huiyin.workforce.pages.forms import Contacts
from huiyin.workforce.pages.words import tabs
from huiyin.workforce.queries.organisation import (
    DepartmentCard,
    Post,
    departments,
    escalation_contacts,
    named_contacts,
)
from huiyin.workforce.queries.wording import LEVEL_NAMES
from huiyin.workforce.rules import DEPARTMENT_HEAD, SUPERVISION, TEAM_LEAD


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A post, who fills it, and who is told in its stead where nobody does."""

    post: Post
    title: str
    people: tuple[Person, ...]
    instead: tuple[Person, ...]


@login_required
@require_safe
def show(request: Request) -> HttpResponse:
    """List the posts of every department and who is told there."""
    require(request.actor, SEE)
    cards = departments()
    places = _places([post for card in cards for post in _posts(card)])
    context = {
        "title": _("Escalation contacts"),
        "tabs": tabs("escalation"),
        "rows": [
            (
                card,
                may(request.actor, SET_UP, department=card.code),
                [place for place in places if place.post.department == card.code],
            )
            for card in cards
        ],
    }
    return render_page(request, "workforce/escalation.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, department: str, level: str, team: str = "") -> HttpResponse:
    """Say who is told at one post, in which order."""
    require(request.actor, SET_UP, department=department)
    (place,) = _places([_post(department, level, team)])
    named = [person.staff_no for person in place.people]
    form = Contacts(request.POST or None, initial={"people": named})
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            set_escalation(
                level=level,
                department=department,
                team=team,
                person_ids=form.person_ids,
                at=now(),
                actor=request.actor,
            )
        except Refusal as no:
            refusal = no
        else:
            return redirect("workforce:escalation")
    context = {"title": place.title, "place": place, "form": form, "refusal": refusal}
    status = 422 if request.method == "POST" else 200
    return render_page(request, "workforce/escalation_form.html", context, status=status)


def _posts(card: DepartmentCard) -> list[tuple[Post, str]]:
    """Return the posts of a department with what they are called, the nearest first."""
    of_teams = [
        (Post(department=card.code, team=team.code, level=TEAM_LEAD), team.name)
        for team in card.open_teams
    ]
    return [
        *((post, f"{LEVEL_NAMES[TEAM_LEAD]} · {name}") for post, name in of_teams),
        *(
            (Post(department=card.code, team="", level=level), str(LEVEL_NAMES[level]))
            for level in (DEPARTMENT_HEAD, SUPERVISION)
        ),
    ]


def _post(department: str, level: str, team: str) -> tuple[Post, str]:
    wanted = Post(department=department, team=team, level=level)
    for card in departments():
        for post, title in _posts(card):
            if post == wanted:
                return post, f"{card.name} · {title}"
    raise NotFound(_("There is no such post. Pick one of the list of escalation contacts."))


def _places(posts: list[tuple[Post, str]]) -> list[Place]:
    wanted = [post for post, _title in posts]
    named, told = named_contacts(), escalation_contacts(posts=wanted)
    people = Person.objects.in_bulk(
        {pk for post in wanted for pk in (*named.get(post, ()), *told[post])}
    )
    return [
        Place(
            post=post,
            title=title,
            people=tuple(people[pk] for pk in named.get(post, ())),
            instead=() if post in named else tuple(people[pk] for pk in told[post]),
        )
        for post, title in posts
    ]
