"""Who may be the same person, and making them one."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from huiyin.customers.access import allow_merge, customer_for, seen_customers
from huiyin.customers.actions.merge_customers import merge_customers, part_customers
from huiyin.customers.models import CustomerMerge
from huiyin.customers.queries.cards import card_of
from huiyin.customers.queries.merging import candidates_for
from huiyin.customers.rules.party import id_of
from huiyin.kernel.access.actor import Request
from huiyin.kernel.clock.system import now
from huiyin.kernel.ui.fragments import render_page

REASON_NAMES = {
    "name": _("same name"),
    "address": _("same address"),
    "line": _("same access line"),
    "phone_ending": _("phone numbers end alike"),
    "region": _("same region"),
}


@login_required
def show(request: Request, customer_id: int) -> HttpResponse:
    """Show the likeliest candidates with their reasons, or merge one into this customer."""
    customer = customer_for(request.actor, customer_id=customer_id)
    allow_merge(request.actor, customer)
    if request.method == "POST":
        other = id_of(request.POST.get("other", "")) or 0
        merge_customers(
            actor=request.actor, survivor_id=customer_id, absorbed_id=other, at=now()
        )
        return redirect("customers:customer", customer_id=customer_id)
    found = candidates_for(customer, within=seen_customers(request.actor))
    context = {
        "card": card_of(customer),
        "candidates": [
            (candidate, [REASON_NAMES[reason] for reason in candidate.reasons])
            for candidate in found
        ],
    }
    return render_page(request, "customers/merge.html", context)


@login_required
@require_POST
def part(request: Request, merge_id: int) -> HttpResponse:
    """Take a merge back."""
    part_customers(actor=request.actor, merge_id=merge_id, at=now())
    survivor = CustomerMerge.objects.values_list("survivor_id", flat=True).get(pk=merge_id)
    return redirect("customers:customer", customer_id=survivor)
