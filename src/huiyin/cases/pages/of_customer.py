"""The cases of one customer, as a page and as a part of other pages."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from huiyin.cases.access import VIEW, visible_cases
from huiyin.cases.pages.lines import case_lines
from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import require
from huiyin.kernel.clock import now
from huiyin.kernel.ui.fragments import render_page
from huiyin.kernel.ui.tables import keyset_page

SIZE = 20


@login_required
@require_safe
def show(request: Request, customer_id: int) -> HttpResponse:
    """List a customer's cases, the latest first."""
    require(request.actor, VIEW)
    found = visible_cases(request.actor).filter(customer_id=customer_id)
    after = request.GET.get("after", "")
    page = keyset_page(found, order=("-opened_at", "-id"), after=after, size=SIZE)
    context = {
        "page": page,
        "lines": case_lines(page.rows, at=now()),
        "more": "?after=",
        "customer_id": customer_id,
    }
    return render_page(request, "cases/of_customer.html", context, partial="list")
