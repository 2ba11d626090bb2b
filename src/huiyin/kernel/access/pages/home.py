"""Where a person starts: customers at the portal, staff at the page of their role."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import check_for_language

from huiyin.kernel.access.actor import Request
from huiyin.kernel.ui.fragments import render_page
from huiyin.kernel.ui.menu import first_page


def front_door(request: HttpRequest) -> HttpResponse:
    """Send staff to their desk and everybody else to where customers begin."""
    if request.user.is_authenticated:
        return redirect("access:home")
    return redirect(settings.CUSTOMER_START_URL)


@login_required
def show(request: Request) -> HttpResponse:
    """Send a person to the first page of their role, in the language they chose."""
    actor = request.actor
    has_work = actor.grants or actor.is_all_powerful
    url = first_page(actor, roles=[grant.role for grant in actor.grants]) if has_work else ""
    response: HttpResponse = (
        HttpResponseRedirect(url) if url else render_page(request, "access/nothing.html")
    )
    language = request.user.language  # type: ignore[union-attr]
    if language and check_for_language(language):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, samesite="Lax")
    return response
