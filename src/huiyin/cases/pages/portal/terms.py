"""The terms of service that customers accept."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huiyin.kernel.brand import terms_of_service
from huiyin.kernel.refusal import NotFound
from huiyin.kernel.ui.fragments import render_page


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the terms in the language of the page, or in the nearest there is."""
    terms = terms_of_service()
    if not terms:
        raise NotFound(_("There are no terms of service to read here yet."))
    return render_page(request, "cases/portal/terms.html", {"terms": terms})
