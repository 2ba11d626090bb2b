"""Where the operator demands it, nobody works without a second step of signing in."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

OPEN_PATHS = ("/accounts/", "/preferences/", "/static/", "/api/")
KNOWN = "has_second_step"


class SecondStepMiddleware:
    """Send whoever has no second step to set one up, before anything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.REQUIRE_MFA and _lacks_it(request):
            messages.warning(
                request,
                _("A second step of signing in is required here. Set it up, then go on."),
            )
            return redirect("mfa_activate_totp")
        return self.get_response(request)


def _lacks_it(request: HttpRequest) -> bool:
    if not request.user.is_authenticated or request.path.startswith(OPEN_PATHS):
        return False
    if not request.session.get(KNOWN):
        request.session[KNOWN] = is_mfa_enabled(request.user)
    return not request.session[KNOWN]
