"""The list of customers, and the way to find one."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huiyin.customers.access import IMPORT_CUSTOMERS, SEE_CUSTOMERS, seen_customers
from huiyin.customers.models.party import TIER_NAMES
from huiyin.customers.queries.cards import card_of
from huiyin.customers.queries.search import condition_for
from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import require
from huiyin.kernel.ui.fragments import render_page
from huiyin.kernel.ui.tables import keyset_page


@login_required
@require_safe
def show(request: Request) -> HttpResponse:
    """List the newest customers, or whom the words may mean."""
    require(request.actor, SEE_CUSTOMERS)
    text = request.GET.get("q", "").strip()
    found = seen_customers(request.actor).filter(merged_into=None)
    if text:
        found = found.filter(condition_for(text))
    page = keyset_page(found, order=["-id"], after=request.GET.get("after", ""), size=50)
    context = {
        "text": text,
        "page": page,
        "cards": [(card_of(row), TIER_NAMES.get(row.tier, row.tier)) for row in page.rows],
        "more": f"?{urlencode({'q': text})}&after=",
        "may_import": IMPORT_CUSTOMERS.allows(request.actor),
        "title": _("Customers"),
    }
    return render_page(request, "customers/customers.html", context)
