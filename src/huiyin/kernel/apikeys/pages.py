"""The page of keys: make one, see when each was used, end it."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import may, permissions, require
from huiyin.kernel.apikeys.access import MANAGE_KEYS
from huiyin.kernel.apikeys.keys import NewKey, create_key, revoke_key
from huiyin.kernel.apikeys.models import ApiKey
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import Refusal
from huiyin.kernel.ui.fragments import render_page
from huiyin.kernel.ui.tables import keyset_page


class KeyForm(forms.Form):
    name = forms.CharField(label=_("Label"), max_length=80)
    scopes = forms.MultipleChoiceField(
        label=_("Permissions"), widget=forms.CheckboxSelectMultiple, choices=()
    )
    regions = forms.CharField(
        label=_("Regions"),
        required=False,
        max_length=200,
        help_text=_("Codes, parted by spaces; empty means everywhere."),
    )
    departments = forms.CharField(
        label=_("Departments"),
        required=False,
        max_length=200,
        help_text=_("Codes, parted by spaces; empty means all."),
    )
    days = forms.IntegerField(label=_("Expires after days"), min_value=1, max_value=3650)


@login_required
@never_cache
def show(request: Request) -> HttpResponse:
    """Show the keys; on POST make one and show its token, this once."""
    require(request.actor, MANAGE_KEYS)
    form = _form(request)
    made, refusal = None, None
    if request.method == "POST" and form.is_valid():
        try:
            made = _create(request, form.cleaned_data)
        except Refusal as no:
            refusal = no
    keys = ApiKey.objects.select_related("owner")
    page = keyset_page(keys, order=["-id"], after=request.GET.get("after", ""))
    context = {"form": form, "made": made, "refusal": refusal, "page": page, "at": now()}
    is_refused = refusal is not None or bool(form.errors)
    return render_page(request, "apikeys/keys.html", context, status=422 if is_refused else 200)


@require_POST
@login_required
def revoke(request: Request, key_id: int) -> HttpResponse:
    """End a key."""
    revoke_key(key_id=key_id, at=now(), actor=request.actor)
    return redirect("apikeys:keys")


def _form(request: Request) -> KeyForm:
    form = KeyForm(request.POST or None, initial={"days": 365})
    own = [code for code, wanted in sorted(permissions.items()) if may(request.actor, wanted)]
    form.fields["scopes"].choices = [(code, code) for code in own]  # type: ignore[attr-defined]
    return form


def _create(request: Request, wanted: dict[str, Any]) -> NewKey:
    at = now()
    return create_key(
        name=wanted["name"],
        scopes=wanted["scopes"],
        regions=wanted["regions"].split(),
        departments=wanted["departments"].split(),
        owner_id=request.user.pk,
        expires_at=at + timedelta(days=wanted["days"]),
        at=at,
        actor=request.actor,
    )
