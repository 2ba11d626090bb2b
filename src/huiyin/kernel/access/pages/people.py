"""People and their roles, for administrators; auditors may look."""

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from huiyin.kernel.access.access import MANAGE_PEOPLE, SEE_PEOPLE
from huiyin.kernel.access.actions.change_address import change_address
from huiyin.kernel.access.actions.create_person import create_person
from huiyin.kernel.access.actions.deactivate_person import deactivate_person, reactivate_person
from huiyin.kernel.access.actions.grant_role import grant_role, withdraw_role
from huiyin.kernel.access.actions.reset_sign_in import (
    end_sessions,
    reset_password,
    reset_second_step,
)
from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.models import User
from huiyin.kernel.access.pages.forms import AddressForm, GrantForm, PersonForm
from huiyin.kernel.access.people import password_link
from huiyin.kernel.access.roles import may, require
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import NotFound, Refusal
from huiyin.kernel.ui.fragments import render_page
from huiyin.kernel.ui.tables import keyset_page

# What an administrator can do to an account with one button.
DEEDS = {
    "deactivate": deactivate_person,
    "reactivate": reactivate_person,
    "reset-password": reset_password,
    "reset-second-step": reset_second_step,
    "end-sessions": end_sessions,
}


@login_required
def show_list(request: Request) -> HttpResponse:
    """List people by user name; `q` narrows by name."""
    require(request.actor, SEE_PEOPLE)
    text = request.GET.get("q", "").strip()[:80]
    people = User.objects.prefetch_related("role_grants")
    if text:
        people = people.filter(Q(username__icontains=text) | Q(display_name__icontains=text))
    page = keyset_page(people, order=("username",), after=request.GET.get("after", ""))
    context = {
        "page": page,
        "text": text,
        "count": people.count(),
        "more": f"?{urlencode({'q': text})}&after=",
        "may_manage": may(request.actor, MANAGE_PEOPLE),
    }
    return render_page(request, "access/people.html", context)


@login_required
def create(request: Request) -> HttpResponse:
    """Show the form for a new person, and make the account."""
    require(request.actor, MANAGE_PEOPLE)
    form = PersonForm(request.POST or None)
    context: dict[str, Any] = {"form": form}
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render_page(request, "access/person_new.html", context, status=status)
    try:
        user_id = _create(request, form)
    except Refusal as refusal:
        context["refusal"] = refusal
        return render_page(request, "access/person_new.html", context, status=refusal.status)
    messages.success(request, _("The account was created."))
    return redirect("access:person", user_id=user_id)


@transaction.atomic
def _create(request: Request, form: PersonForm) -> int:
    wanted = dict(form.cleaned_data)
    role = wanted.pop("role")
    at = now()
    user_id = create_person(**wanted, at=at, actor=request.actor)
    grant_role(user_id=user_id, role=role, at=at, actor=request.actor)
    return user_id


@never_cache
@login_required
def show(request: Request, user_id: int) -> HttpResponse:
    """Show a person: roles with their scopes, state, and what can be done."""
    require(request.actor, SEE_PEOPLE)
    return _page(request, user_id=user_id, form=GrantForm())


def _page(
    request: Request,
    *,
    user_id: int,
    form: GrantForm,
    address: AddressForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    person = User.objects.prefetch_related("role_grants").filter(pk=user_id).first()
    if person is None:
        raise NotFound(_("There is no such person. Look in the list of people."))
    may_manage = may(request.actor, MANAGE_PEOPLE)
    waits = may_manage and person.is_active and not person.has_usable_password()
    context = {
        "person": person,
        "form": form,
        "address": address or AddressForm(initial={"email": person.email}),
        "refusal": refusal,
        "may_manage": may_manage,
        "has_second_step": is_mfa_enabled(person),
        "password_link": password_link(person) if waits else "",
        "facts": _facts(person),
    }
    status = refusal.status if refusal else 422 if form.errors or address else 200
    return render_page(request, "access/person.html", context, status=status)


def _facts(person: User) -> list[tuple[str, Any]]:
    second = _("set up") if is_mfa_enabled(person) else _("not set up")
    return [
        (_("User name"), person.username),
        (_("E-mail"), person.email or "–"),
        (_("Password"), _("set") if person.has_usable_password() else _("not set yet")),
        (_("Two-step sign-in"), second),
    ]


@require_POST
@login_required
def grant(request: Request, user_id: int) -> HttpResponse:
    """Give the person a role."""
    require(request.actor, MANAGE_PEOPLE)
    form = GrantForm(request.POST)
    if not form.is_valid():
        return _page(request, user_id=user_id, form=form)
    try:
        grant_role(user_id=user_id, at=now(), actor=request.actor, **form.cleaned_data)
    except Refusal as refusal:
        return _page(request, user_id=user_id, form=form, refusal=refusal)
    messages.success(request, _("The role was given."))
    return redirect("access:person", user_id=user_id)


@require_POST
@login_required
def address(request: Request, user_id: int) -> HttpResponse:
    """Change where the person is written to."""
    require(request.actor, MANAGE_PEOPLE)
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _page(request, user_id=user_id, form=GrantForm(), address=form)
    change_address(
        user_id=user_id, email=form.cleaned_data["email"], at=now(), actor=request.actor
    )
    messages.success(request, _("Done. It is written in the journal."))
    return redirect("access:person", user_id=user_id)


@require_POST
@login_required
def withdraw(request: Request, grant_id: int) -> HttpResponse:
    """Take a role back."""
    user_id = withdraw_role(grant_id=grant_id, at=now(), actor=request.actor)
    messages.success(request, _("The role was taken back."))
    return redirect("access:person", user_id=user_id)


@require_POST
@login_required
def do(request: Request, user_id: int, deed: str) -> HttpResponse:
    """Do one of DEEDS to an account."""
    if deed not in DEEDS:
        raise NotFound(_("There is no such action."))
    require(request.actor, MANAGE_PEOPLE)
    DEEDS[deed](user_id=user_id, at=now(), actor=request.actor)
    messages.success(request, _("Done. It is written in the journal."))
    return redirect("access:person", user_id=user_id)
