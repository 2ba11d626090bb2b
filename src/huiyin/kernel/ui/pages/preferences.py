"""How a person wants the pages: language, theme, size of type. Cookies; works signed out."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from huiyin.kernel.ui.look import THEME_COOKIE, THEMES, TYPE_COOKIE, TYPE_SIZES
from huiyin.kernel.ui.tour import DONE, stops

YEAR = 365 * 24 * 3600


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the language in a cookie, and with the account of whoever is signed in."""
    wanted = request.POST.get("language", "")
    response = _back(request)
    if wanted in dict(settings.LANGUAGES):
        _keep(response, settings.LANGUAGE_COOKIE_NAME, wanted)
        _keep_with_account(request, wanted)
    return response


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Keep light or dark; anything else goes back to what the system prefers."""
    return _keep_or_forget(request, THEME_COOKIE, request.POST.get("theme", ""), THEMES)


@require_POST
def set_type_size(request: HttpRequest) -> HttpResponse:
    """Keep the size of type of the customer's pages."""
    return _keep_or_forget(request, TYPE_COOKIE, request.POST.get("size", ""), TYPE_SIZES)


@require_POST
@login_required
def set_tour(request: Any) -> HttpResponse:
    """Go to a page of the tour, or end it; begun anew it starts with the first page."""
    names = [line.url_name for line in stops(request.actor)]
    wanted = request.POST.get("to", "")
    reached = (names or [DONE])[0] if wanted == "first" else wanted
    reached = reached if reached in names else DONE
    request.user.tour = reached
    request.user.save(update_fields=["tour"])
    return _back(request) if reached == DONE else HttpResponseRedirect(reverse(reached))


def _keep_or_forget(
    request: HttpRequest, cookie: str, value: str, allowed: tuple[str, ...]
) -> HttpResponse:
    response = _back(request)
    if value in allowed:
        _keep(response, cookie, value)
    else:
        response.delete_cookie(cookie)
    return response


def _keep(response: HttpResponse, cookie: str, value: str) -> None:
    response.set_cookie(
        cookie, value, max_age=YEAR, samesite="Lax", secure=settings.CSRF_COOKIE_SECURE
    )


def _keep_with_account(request: HttpRequest, language: str) -> None:
    user = request.user
    if user.is_authenticated:
        user.language = language
        user.save(update_fields=["language"])


def _back(request: HttpRequest) -> HttpResponse:
    wanted = request.POST.get("next", "") or request.headers.get("referer", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(wanted if is_ours else "/")
