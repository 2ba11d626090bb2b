"""How much each role, and some people instead of their roles, may grant."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import ROLE_NAMES, Role, require
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import Refusal
from huiyin.kernel.ui.fragments import render_page
from huiyin.workforce.access import SEE, SET_UP
from huiyin.workforce.actions.set_authority import (
    end_authority,
    set_person_authority,
    set_role_authority,
)
from huiyin.workforce.models import AuthorityLimit
from huiyin.workforce.pages.forms import PersonLimit, RoleLimit
from huiyin.workforce.pages.words import tabs

FORMS: dict[str, type[RoleLimit] | type[PersonLimit]] = {
    "role": RoleLimit,
    "person": PersonLimit,
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: Request) -> HttpResponse:
    """List the limits; set that of a role or of a person."""
    require(request.actor, SEE)
    if request.method != "POST":
        return _page(request)
    holder = "person" if "person" in request.POST else "role"
    form = FORMS[holder](request.POST)
    if not form.is_valid():
        return _page(request, holder=holder, form=form)
    try:
        _set(request, form)
    except Refusal as refusal:
        if refusal.status != 422:
            raise
        return _page(request, holder=holder, form=form, refusal=refusal)
    return redirect("workforce:limits")


@login_required
@require_POST
def end(request: Request, limit_id: int) -> HttpResponse:
    """Take a limit away."""
    end_authority(limit_id=limit_id, at=now(), actor=request.actor)
    return redirect("workforce:limits")


def _set(request: Request, form: RoleLimit | PersonLimit) -> None:
    amount = {"currency": form.cleaned_data["currency"], "amount": form.amount_micro}
    if isinstance(form, RoleLimit):
        role = Role(form.cleaned_data["role"])
        set_role_authority(role=role, **amount, at=now(), actor=request.actor)
    else:
        set_person_authority(person_id=form.person_id, **amount, at=now(), actor=request.actor)


def _page(
    request: Request,
    *,
    holder: str = "",
    form: RoleLimit | PersonLimit | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    limits = AuthorityLimit.objects.select_related("person__team")
    context: dict[str, Any] = {
        "title": _("Authority limits"),
        "tabs": tabs("limits"),
        "of_roles": _by_role([limit for limit in limits if limit.person is None]),
        "of_people": sorted(
            (limit for limit in limits if limit.person is not None),
            key=lambda limit: (str(limit.person), limit.currency),
        ),
        "role_form": form if holder == "role" else RoleLimit(),
        "person_form": form if holder == "person" else PersonLimit(),
        "refused": holder,
        "refusal": refusal,
        "may_set_up": SET_UP.allows(request.actor),
    }
    status = 422 if form is not None else 200
    return render_page(request, "workforce/limits.html", context, status=status)


def _by_role(limits: list[AuthorityLimit]) -> list[tuple[Any, list[AuthorityLimit]]]:
    """Return each role with its limits, also those that may grant nothing."""
    return [
        (name, [limit for limit in limits if limit.role == role.value])
        for role, name in ROLE_NAMES.items()
    ]
