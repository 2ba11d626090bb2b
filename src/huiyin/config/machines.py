"""The shorter way of machines: a call that brings a key needs nothing that pages need.

No session, no form token, no second step, no nonce for scripts: between the door and the API's
own gate (`api_gate`) stands what both need, and nothing else. A tenth of the time that opening
a complaint takes went into the rest.
"""

from collections.abc import Callable
from typing import Any, TypeAlias, cast

from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.urls import get_resolver

from huiyin.config.api import PREFIX
from huiyin.kernel.editions.kept import EditionMiddleware

Answer: TypeAlias = Callable[[HttpRequest], HttpResponse]

# Nothing of an answer to a machine is ever shown as a page.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
}


class MachineMiddleware:
    """Stands behind what protects every answer and before everything that serves pages."""

    def __init__(self, get_response: Answer) -> None:
        self._people = get_response
        self._machines = _shorter(_answer)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return (self._machines if _brings_a_key(request) else self._people)(request)


def _shorter(answer: Answer) -> Answer:
    # The typing of this and of LocaleMiddleware knows asynchronous answers too; ours are none.
    shielded = cast("Callable[[Any], Any]", convert_exception_to_response)
    steps: list[Callable[[Any], Any]] = [EditionMiddleware, LocaleMiddleware]
    for step in steps:
        answer = step(shielded(answer))
    return cast("Answer", shielded(answer))


def _brings_a_key(request: HttpRequest) -> bool:
    path = request.path_info
    if not path.startswith(f"/{PREFIX}") or path == f"/{PREFIX}docs":
        return False
    scheme, _space, _key = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    return bool(scheme.lower() == "bearer")


def _answer(request: HttpRequest) -> HttpResponse:
    # Refuses a host that is not ours, as every page does.
    request.get_host()
    found = get_resolver().resolve(request.path_info)
    request.resolver_match = found
    response: HttpResponse = found.func(request, *found.args, **found.kwargs)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if not response.streaming:
        response.headers.setdefault("Content-Length", str(len(response.content)))
    return response
