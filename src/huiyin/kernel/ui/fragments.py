"""A page or the part of it that was asked for; a refusal where it happened."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from huiyin.kernel.refusal import Refusal

FORBIDDEN = 403
LOOKS = ("GET", "HEAD")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Who was refused: their roles, and the names of some who may give them another."""

    name: str
    roles: tuple[str, ...]
    givers: tuple[str, ...]


tellers: list[Callable[[HttpRequest], Standing | None]] = []


def tells_standing(
    tell: Callable[[HttpRequest], Standing | None],
) -> Callable[[HttpRequest], Standing | None]:
    """Let the decorated function say who was refused; None where nobody is signed in."""
    tellers.append(tell)
    return tell


Answer = Callable[[HttpRequest], HttpResponse]


def is_fragment(request: HttpRequest) -> bool:
    """Return whether htmx asks for a part of the page, and not for all of it."""
    details = getattr(request, "htmx", None)
    if not details:
        return False
    return not details.boosted and not details.history_restore_request


def render_page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    partial: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render `template`, or its partial of that name where htmx asks for a part."""
    name = f"{template}#{partial}" if partial and is_fragment(request) else template
    response = render(request, name, context, status=status)
    patch_vary_headers(response, ("HX-Request",))
    return response


def wants_json(request: HttpRequest) -> bool:
    if request.path.startswith("/api/"):
        return True
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def answer_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Say no in the form that was asked for: JSON, a line in place, or a page."""
    if wants_json(request):
        body = {"code": refusal.code, "message": refusal.message}
        return JsonResponse(body, status=refusal.status)
    context: dict[str, Any] = {"refusal": refusal, "base": _base_for(request)}
    if is_fragment(request):
        # The script of the page puts the line into the nearest place made for it.
        response = render(request, "ui/refusal.html", context, status=refusal.status)
        response["HX-Refusal"] = refusal.code
        return response
    if refusal.status == FORBIDDEN:
        context |= {"standing": _standing_of(request), "is_look": request.method in LOOKS}
    return render(request, "ui/refused.html", context, status=refusal.status)


def _standing_of(request: HttpRequest) -> Standing | None:
    return next((tell(request) for tell in tellers), None)


def _base_for(request: HttpRequest) -> str:
    user = getattr(request, "user", None)
    return "ui/shell.html" if user and user.is_authenticated else "ui/plate.html"


class RefusalMiddleware:
    """Turn a refusal that no page answered itself into an answer."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        if isinstance(exception, Refusal):
            return answer_refusal(request, exception)
        return None
