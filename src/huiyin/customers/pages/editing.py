"""Correcting a customer."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from huiyin.customers.access import allow_change, customer_for
from huiyin.customers.actions.change_customer import (
    CannotChangeCustomer,
    CustomerDetails,
    change_customer,
)
from huiyin.customers.actions.keep_contact import add_contact, end_contact
from huiyin.customers.actions.set_consent import add_note, set_consent
from huiyin.customers.models.party import KIND_NAMES, TIER_NAMES, VULNERABILITY_NAMES
from huiyin.customers.pages.customer import CHANNEL_NAMES, LANGUAGE_NAMES
from huiyin.customers.queries.wording import CONSENT_NAMES
from huiyin.customers.rules.contacts import Contact
from huiyin.kernel.access.actor import Request
from huiyin.kernel.clock.system import now
from huiyin.kernel.ui.choices import REGIONS, ListedField
from huiyin.kernel.ui.fragments import render_page

ANY = [("", "–")]


class CustomerForm(forms.Form):
    """All that may be corrected. Name and address left empty stay as they are: they are not
    shown here, so that opening the form reveals nothing.
    """

    name = forms.CharField(
        label=_("New name"), max_length=200, required=False, help_text=_("Empty: unchanged.")
    )
    address = forms.CharField(
        label=_("New address"), max_length=500, required=False, help_text=_("Empty: unchanged.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=list(KIND_NAMES.items()))
    tier = forms.ChoiceField(label=_("Tier"), choices=list(TIER_NAMES.items()))
    is_vip = forms.BooleanField(label=_("VIP"), required=False)
    language = forms.ChoiceField(
        label=_("Language"), choices=[*ANY, *LANGUAGE_NAMES.items()], required=False
    )
    preferred_channel = forms.ChoiceField(
        label=_("Preferred channel"), choices=[*ANY, *CHANNEL_NAMES.items()], required=False
    )
    region = ListedField(
        label=_("Service region"),
        listed=REGIONS,
        is_open=True,
        required=False,
        help_text=_("Region code: 33, 3301 or 330106; for other countries US-CA."),
    )
    vulnerabilities = forms.MultipleChoiceField(
        label=_("Reasons for care"),
        choices=list(VULNERABILITY_NAMES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


@login_required
@never_cache
def edit(request: Request, customer_id: int) -> HttpResponse:
    """Show the form, or keep what was written."""
    customer = customer_for(request.actor, customer_id=customer_id)
    allow_change(request.actor, customer)
    names = ("kind", "tier", "is_vip", "language", "preferred_channel", "region")
    initial = {name: getattr(customer, name) for name in (*names, "vulnerabilities")}
    form = CustomerForm(request.POST or None, initial=initial)
    refusal = None
    if form.is_valid():
        try:
            _change(request, customer_id, form.cleaned_data, customer.name, customer.address)
        except CannotChangeCustomer as error:
            refusal = error
        else:
            return redirect("customers:customer", customer_id=customer_id)
    context = {"customer": customer, "form": form, "refusal": refusal}
    status = 422 if request.method == "POST" else 200
    return render_page(request, "customers/edit.html", context, status=status)


def _change(
    request: Request, customer_id: int, typed: dict[str, Any], name: str, address: str
) -> None:
    details = CustomerDetails(
        **typed
        | {
            "name": typed["name"] or name,
            "address": typed["address"] or address,
            "region": typed["region"],
            "vulnerabilities": tuple(typed["vulnerabilities"]),
        }
    )
    change_customer(actor=request.actor, customer_id=customer_id, details=details, at=now())


@login_required
@require_POST
def contact(request: Request, customer_id: int) -> HttpResponse:
    """Add a contact point."""
    add_contact(
        actor=request.actor,
        customer_id=customer_id,
        contact=Contact(request.POST.get("kind", ""), request.POST.get("value", "")),
        is_preferred="is_preferred" in request.POST,
        at=now(),
    )
    return redirect("customers:customer", customer_id=customer_id)


@login_required
@require_POST
def end(request: Request, customer_id: int, contact_id: int) -> HttpResponse:
    """Stop using a contact point."""
    end_contact(actor=request.actor, customer_id=customer_id, contact_id=contact_id, at=now())
    return redirect("customers:customer", customer_id=customer_id)


@login_required
@require_POST
def consent(request: Request, customer_id: int) -> HttpResponse:
    """Keep what the customer agreed to or refused."""
    purpose = request.POST.get("purpose", "")
    if purpose in CONSENT_NAMES:
        set_consent(
            actor=request.actor,
            customer_id=customer_id,
            purpose=purpose,
            is_given=request.POST.get("is_given") == "yes",
            at=now(),
        )
    return redirect("customers:customer", customer_id=customer_id)


@login_required
@require_POST
def note(request: Request, customer_id: int) -> HttpResponse:
    """Keep a note for colleagues."""
    body = request.POST.get("body", "")
    add_note(actor=request.actor, customer_id=customer_id, body=body, at=now())
    return redirect("customers:customer", customer_id=customer_id)
