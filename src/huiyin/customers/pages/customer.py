"""A customer: masked, unless a purpose is stated."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from huiyin.customers.access import (
    CHANGE_CUSTOMER,
    ERASE_CUSTOMER,
    EXPORT_CUSTOMER,
    MERGE_CUSTOMERS,
    REVEAL_CUSTOMER,
    customer_for,
)
from huiyin.customers.actions.reveal_customer import CannotReveal, Revealed, reveal_customer
from huiyin.customers.models import Customer
from huiyin.customers.models.contact import CONTACT_NAMES
from huiyin.customers.models.party import KIND_NAMES, TIER_NAMES, VULNERABILITY_NAMES
from huiyin.customers.queries import cards
from huiyin.customers.queries.wording import CONSENT_NAMES, PURPOSE_NAMES
from huiyin.customers.rules.reveal import SHOWN_FOR_SECONDS
from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import Actor, may
from huiyin.kernel.clock.system import now
from huiyin.kernel.protection.masks import mask_address
from huiyin.kernel.regions import region_name
from huiyin.kernel.ui.fragments import render_page

CHANNEL_NAMES = {
    "sms": _("SMS"),
    "email": _("E-mail"),
    "wechat": _("WeChat"),
    "phone": _("Phone"),
}
LANGUAGE_NAMES = {"zh-hans": "简体中文", "zh-hant": "繁體中文", "en": "English"}


@login_required
@require_safe
@never_cache
def show(request: Request, customer_id: int) -> HttpResponse:
    """Show one customer with masked details; htmx asks for the details alone."""
    customer = customer_for(request.actor, customer_id=customer_id)
    context = customer_context(request.actor, customer)
    return render_page(request, "customers/customer.html", context, partial="details")


@login_required
@require_POST
@never_cache
def reveal(request: Request, customer_id: int) -> HttpResponse:
    """Show the details unmasked for a minute; the journal knows who, when and what for."""
    customer = customer_for(request.actor, customer_id=customer_id)
    context = customer_context(request.actor, customer)
    try:
        revealed = reveal_customer(
            actor=request.actor,
            customer_id=customer_id,
            purpose=request.POST.get("purpose", ""),
            matter=request.POST.get("matter", ""),
            at=now(),
        )
    except CannotReveal as refusal:
        context |= {"refusal": refusal, "matter": request.POST.get("matter", "")}
        page = "customers/customer.html"
        return render_page(request, page, context, partial="details", status=422)
    context |= {"revealed": _named(revealed), "seconds": SHOWN_FOR_SECONDS}
    return render_page(request, "customers/customer.html", context, partial="details")


def customer_context(actor: Actor, customer: Customer) -> dict[str, Any]:
    """Return all that the page of a customer shows."""
    region = customer.region
    merges = customer.merges_won.filter(parted_at=None).select_related("absorbed")
    return {
        "customer": customer,
        "card": cards.card_of(customer),
        "address": mask_address(customer.address),
        "contacts": [
            (contact, CONTACT_NAMES.get(contact.kind, contact.kind))
            for contact in cards.contacts_of(customer.pk)
        ],
        "subscriptions": cards.subscriptions_of(customer.pk),
        "facts": _facts(customer),
        "consents": _consents(customer),
        "merges": list(merges),
        "purposes": PURPOSE_NAMES.items(),
        "contact_kinds": CONTACT_NAMES.items(),
        "may_reveal": may(actor, REVEAL_CUSTOMER, region=region),
        "may_change": may(actor, CHANGE_CUSTOMER, region=region)
        and not customer.erased_at
        and not customer.merged_into_id,
        "may_merge": may(actor, MERGE_CUSTOMERS, region=region) and not customer.erased_at,
        "may_export": may(actor, EXPORT_CUSTOMER, region=region),
        "may_erase": may(actor, ERASE_CUSTOMER, region=region) and not customer.erased_at,
    }


def _facts(customer: Customer) -> list[tuple[Any, Any]]:
    names: dict[str, Any] = {str(kind): name for kind, name in KIND_NAMES.items()}
    tiers: dict[str, Any] = {str(tier): name for tier, name in TIER_NAMES.items()}
    return [
        (_("Kind"), names.get(customer.kind, customer.kind)),
        (_("Tier"), tiers.get(customer.tier, customer.tier)),
        (_("Language"), LANGUAGE_NAMES.get(customer.language, "–")),
        (_("Preferred channel"), CHANNEL_NAMES.get(customer.preferred_channel, "–")),
        (_("Service region"), _region(customer.region)),
        (_("Source"), customer.source or "–"),
    ]


def _region(code: str) -> str:
    return region_name(code, language=get_language() or "en") or "–"


def _consents(customer: Customer) -> list[dict[str, Any]]:
    given = dict(customer.consents.values_list("purpose", "is_given"))
    return [
        {"purpose": purpose, "name": name, "is_given": given.get(purpose)}
        for purpose, name in CONSENT_NAMES.items()
    ]


def _named(revealed: Revealed) -> dict[str, Any]:
    kinds: dict[str, Any] = {str(kind): name for kind, name in CONTACT_NAMES.items()}
    reasons: dict[str, Any] = {str(code): name for code, name in VULNERABILITY_NAMES.items()}
    return {
        "name": revealed.name,
        "address": revealed.address,
        "contacts": [(kinds.get(kind, kind), value) for kind, value in revealed.contacts],
        "care": [reasons.get(code, code) for code in revealed.vulnerabilities],
        "notes": revealed.notes,
    }
