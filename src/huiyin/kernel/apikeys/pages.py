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
from huiyin.kernel.access.names import in_groups
from huiyin.kernel.access.roles import may, permissions, require
from huiyin.kernel.apikeys.access import MANAGE_KEYS
from huiyin.kernel.apikeys.keys import NewKey, create_key, revoke_key
from huiyin.kernel.apikeys.models import ApiKey
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import Refusal
from huiyin.kernel.ui.choices import REGIONS, ListedManyField
from huiyin.kernel.ui.fragments import render_page
from huiyin.kernel.ui.tables import keyset_page


class KeyForm(forms.Form):
    name = forms.CharField(label=_("Label"), max_length=80)
    scopes = forms.MultipleChoiceField(
        label=_("Permissions"), widget=forms.CheckboxSelectMultiple, choices=()
    )
    regions = ListedManyField(
        label=_("Regions"),
        listed=REGIONS,
        is_open=True,
        required=False,
        help_text=_("Empty means everywhere. Type to search."),
    )
    departments = ListedManyField(
        label=_("Departments"),
        listed="departments",
        required=False,
        help_text=_("Empty means all. Type to search."),
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
    context: dict[str, Any] = {
        "form": form,
        "made": made,
        "refusal": refusal,
        "page": page,
        "at": now(),
    }
    context["rows"] = [(key, _in_words(key)) for key in page.rows]
    is_refused = refusal is not None or bool(form.errors)
    return render_page(request, "apikeys/keys.html", context, status=422 if is_refused else 200)


@require_POST
@login_required
def revoke(request: Request, key_id: int) -> HttpResponse:
    """End a key."""
    revoke_key(key_id=key_id, at=now(), actor=request.actor)
    return redirect("apikeys:keys")


def _in_words(key: ApiKey) -> list[tuple[str, list[str]]]:
    """Return what the key may do, under the names of the contexts."""
    known = [permissions[code] for code in key.permissions if code in permissions]
    return [
        (heading, [str(one.says or one.code) for one in some])
        for heading, some in in_groups(known)
    ]


def _form(request: Request) -> KeyForm:
    form = KeyForm(request.POST or None, initial={"days": 365})
    own = [wanted for wanted in permissions.values() if may(request.actor, wanted)]
    form.fields["scopes"].choices = [  # type: ignore[attr-defined]
        (heading, [(one.code, one.says or one.code) for one in some])
        for heading, some in in_groups(own)
    ]
    return form


def _create(request: Request, wanted: dict[str, Any]) -> NewKey:
    at = now()
    return create_key(
        name=wanted["name"],
        scopes=wanted["scopes"],
        regions=wanted["regions"],
        departments=wanted["departments"],
        owner_id=request.user.pk,
        expires_at=at + timedelta(days=wanted["days"]),
        at=at,
        actor=request.actor,
    )
