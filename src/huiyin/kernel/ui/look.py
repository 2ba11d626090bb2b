"""What the shell needs to know of a request; worked out only where a template asks."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from huiyin.kernel.brand import Brand, operator_name, read_brand
from huiyin.kernel.ui.menu import Section, navigation
from huiyin.kernel.ui.tour import Offer, Stop, tour_on

THEME_COOKIE = "huiyin_theme"
TYPE_COOKIE = "huiyin_type"
THEMES = ("light", "dark")
TYPE_SIZES = ("18", "24", "30")


class Look:
    """Theme, size of type, languages and navigation of one request."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def theme(self) -> str:
        return self._one_of(THEMES, THEME_COOKIE)

    @cached_property
    def type_size(self) -> str:
        return self._one_of(TYPE_SIZES, TYPE_COOKIE)

    @cached_property
    def type_sizes(self) -> tuple[str, ...]:
        return ("", *TYPE_SIZES)

    @cached_property
    def languages(self) -> list[tuple[str, str]]:
        return list(settings.LANGUAGES)

    @cached_property
    def brand(self) -> Brand:
        return read_brand(settings.BRAND_ROOT)

    @cached_property
    def operator(self) -> str:
        return operator_name()

    @cached_property
    def search_url(self) -> str:
        return str(getattr(settings, "SEARCH_URL", ""))

    @cached_property
    def nav(self) -> list[Section]:
        actor = getattr(self._request, "actor", None)
        return navigation(actor, path=self._request.path) if actor else []

    @cached_property
    def tour(self) -> Stop | Offer | None:
        actor, user = (getattr(self._request, name, None) for name in ("actor", "user"))
        if actor is None or user is None or not user.is_authenticated:
            return None
        return tour_on(self._request.path, actor=actor, reached=user.tour)

    def _one_of(self, allowed: tuple[str, ...], cookie: str) -> str:
        value = self._request.COOKIES.get(cookie, "")
        return value if value in allowed else ""


def look(request: HttpRequest) -> dict[str, Any]:
    """Give every template `look`."""
    return {"look": Look(request)}
