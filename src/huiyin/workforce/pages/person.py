"""One person: where, what, when; and arranging their work."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import may, require
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import NotFound, Refusal
from huiyin.kernel.regions import region_name
from huiyin.kernel.ui.choices import names_of
from huiyin.kernel.ui.fragments import render_page
from huiyin.workforce.access import ARRANGE, SEE
from huiyin.workforce.actions.move_person import move_person
from huiyin.workforce.actions.plan_shift import cancel_shift, plan_shift
from huiyin.workforce.actions.release_person import release_person
from huiyin.workforce.actions.report_absence import end_absence, report_absence
from huiyin.workforce.actions.set_capacity import set_capacity
from huiyin.workforce.actions.set_hours import set_person_hours
from huiyin.workforce.actions.set_skills import set_skills
from huiyin.workforce.models import Person
from huiyin.workforce.pages import forms as asked
from huiyin.workforce.queries.roster import persons
from huiyin.workforce.rules import week_of, write_week

LANGUAGES = dict(settings.LANGUAGES)


class Number(forms.Form):
    id = forms.IntegerField(min_value=1)


FORMS: dict[str, type[forms.Form]] = {
    "move": asked.TeamChoice,
    "capacity": asked.Capacity,
    "hours": asked.Hours,
    "skills": asked.Skills,
    "absence": asked.AbsenceForm,
    "back": Number,
    "shift": asked.Span,
    "cancel": Number,
    "release": forms.Form,
}


@login_required
@require_safe
def show(request: Request, person_id: int) -> HttpResponse:
    """Show one person."""
    require(request.actor, SEE)
    return _page(request, _person(person_id))


@login_required
@require_POST
def change(request: Request, person_id: int, verb: str) -> HttpResponse:
    """Do one thing to a person's work; what is wrong is shown beside the form."""
    if verb not in FORMS:
        raise NotFound(_("There is nothing like that to do. Go back to the person."))
    form = FORMS[verb](request.POST)
    if not form.is_valid():
        return _page(request, _person(person_id), verb=verb, form=form)
    who = {"person_id": person_id, "at": now(), "actor": request.actor}
    try:
        DO[verb](who, form)
    except Refusal as refusal:
        if refusal.status != 422:
            raise
        return _page(request, _person(person_id), verb=verb, form=form, refusal=refusal)
    return redirect("workforce:person", person_id=person_id)


def _set_skills(who: dict[str, Any], form: forms.Form) -> None:
    set_skills(**who, **form.cleaned_data)


DO: dict[str, Callable[[dict[str, Any], Any], object]] = {
    "move": lambda who, form: move_person(**who, team=form.cleaned_data["team"].code),
    "capacity": lambda who, form: set_capacity(**who, **form.cleaned_data),
    "hours": lambda who, form: set_person_hours(
        **who, hours=form.cleaned_data["hours"] or None
    ),
    "skills": _set_skills,
    "absence": lambda who, form: report_absence(
        **who, **form.span(), kind=form.cleaned_data["kind"]
    ),
    "back": lambda who, form: end_absence(**who, absence_id=form.cleaned_data["id"]),
    "shift": lambda who, form: plan_shift(**who, **form.span()),
    "cancel": lambda who, form: cancel_shift(**who, shift_id=form.cleaned_data["id"]),
    "release": lambda who, form: release_person(**who),
}


def _person(person_id: int) -> Person:
    people = Person.objects.select_related("department", "team", "user")
    person = people.filter(pk=person_id).first()
    if person is None:
        raise NotFound(_("There is no such person. Look them up in the list of people."))
    return person


def _page(
    request: Request,
    person: Person,
    *,
    verb: str = "",
    form: forms.Form | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    at, language = now(), get_language() or "en"
    skills = names_of("skills")
    blank = _blank_forms(person)
    if form is not None and verb in blank:
        blank[verb] = form
    context = {
        "title": person.name,
        "person": person,
        "worker": persons(person_ids=[person.pk], at=at)[person.pk],
        "hours": write_week(
            week_of(person.team.hours if person.hours is None else person.hours)
        ),
        "skills": [skills.get(code, code) for code in person.skills],
        "languages": [LANGUAGES.get(code, code) for code in person.languages],
        "regions": [region_name(code, language=language) for code in person.regions],
        "absences": person.absences.filter(ends_at__gt=at),
        "shifts": person.shifts.filter(ends_at__gt=at),
        "forms": [(name, TITLES[name](), made) for name, made in blank.items()],
        "may_arrange": may(request.actor, ARRANGE, department=person.department.code),
        "refused": verb,
        "refusal": refusal,
    }
    status = 422 if form is not None else 200
    return render_page(request, "workforce/person.html", context, status=status)


def _blank_forms(person: Person) -> dict[str, forms.Form]:
    lists = {name: getattr(person, name) for name in ("skills", "languages", "regions")}
    own = "" if person.hours is None else write_week(week_of(person.hours))
    return {
        "absence": asked.AbsenceForm(),
        "shift": asked.Span(),
        "capacity": asked.Capacity(initial={"capacity": person.capacity}),
        "skills": asked.Skills(initial=lists),
        "hours": asked.Hours(initial={"hours": own}),
        "move": asked.TeamChoice(initial={"team": person.team.code}),
    }


TITLES: dict[str, Callable[[], str]] = {
    "absence": lambda: _("Report an absence"),
    "shift": lambda: _("Plan a shift"),
    "capacity": lambda: _("Change the capacity"),
    "skills": lambda: _("Change skills"),
    "hours": lambda: _("Own weekly hours"),
    "move": lambda: _("Move to another team"),
}
