"""The customer's rights: having all that is known, and being forgotten."""

from dataclasses import asdict

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from huiyin.customers.actions.erase_customer import erase_customer
from huiyin.customers.actions.export_customer import export_customer
from huiyin.customers.rules.party import ref_of
from huiyin.kernel.access.actor import Request
from huiyin.kernel.clock.system import now
from huiyin.kernel.ui.fragments import render_page


@login_required
@require_POST
@never_cache
def export(request: Request, customer_id: int) -> HttpResponse:
    """Hand out all that is known, to be read by people or by machines."""
    at = now()
    known = export_customer(actor=request.actor, customer_id=customer_id, at=at)
    ref = ref_of(customer_id)
    if request.POST.get("form") == "json":
        body = {name: [asdict(s) for s in sections] for name, sections in known.items()}
        response = JsonResponse(
            {"customer": ref, "exported_at": at.isoformat(), "known": body},
            json_dumps_params={"ensure_ascii": False, "indent": 2},
        )
        response["Content-Disposition"] = f'attachment; filename="{ref}.json"'
        return response
    sections = [section for found in known.values() for section in found]
    context = {"ref": ref, "sections": sections, "printed_at": at}
    return render_page(request, "customers/export.html", context)


@login_required
@require_POST
def erase(request: Request, customer_id: int) -> HttpResponse:
    """Make the customer anonymous."""
    erase_customer(actor=request.actor, customer_id=customer_id, at=now())
    return redirect("customers:customer", customer_id=customer_id)
