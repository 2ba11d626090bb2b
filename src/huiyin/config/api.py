"""The API: every context's REST routers under /api/v1, behind one gate, in one schema.

A context declares in its `rest.py` what it offers: `routers = {"topics": router, ...}`.
"""

import json
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Any, cast

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, re_path
from django.utils.module_loading import module_has_submodule
from ninja import NinjaAPI, Router
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser

from huiyin.config.api_gate import View, answer_fault, guarded
from huiyin.config.api_reference import reference_page
from huiyin.config.api_schema import completed
from huiyin.kernel.overtaken import is_tried_again

PREFIX = "api/v1/"


class StrictParser(Parser):
    """JSON as the standards have it: no NaN, no NUL, no half characters."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        parsed = json.loads(request.body, parse_constant=_refuse_constant)
        text = json.dumps(parsed, ensure_ascii=False) if b"\\u" in request.body else ""
        text.encode()
        if "\\u0000" in text:
            message = "NUL characters cannot be kept"
            raise ValueError(message)
        return cast("dict[str, Any]", parsed)


def _refuse_constant(name: str) -> None:
    message = f"{name} is not JSON"
    raise ValueError(message)


def api_of(routers: Sequence[tuple[str, Router]]) -> NinjaAPI:
    """Return an API of these routers, each under its address, that refuses in our words."""
    api = NinjaAPI(
        title="Huiyin",
        version="1",
        urls_namespace="api",
        openapi_url=None,
        docs_url=None,
        parser=StrictParser(),
    )
    for fault in (Exception, Http404, HttpError, ValidationError):
        api.add_exception_handler(fault, cast("Any", _answer_within))
    for mounted_at, router in routers:
        api.add_router(mounted_at, router)
    return api


def _answer_within(request: HttpRequest, fault: Exception) -> HttpResponse:
    """Answer a fault inside the gate's transaction, unless the gate tries once more for it."""
    if is_tried_again(fault):
        raise fault
    return answer_fault(request, fault)


@cache
def the_api() -> NinjaAPI:
    """Return the API of every installed context."""
    return api_of(_routers())


def _routers() -> list[tuple[str, Router]]:
    found: dict[str, Router] = {}
    for app in apps.get_app_configs():
        if app.name.startswith("huiyin.") and module_has_submodule(app.module, "rest"):
            found |= getattr(import_module(f"{app.name}.rest"), "routers", {})
    return sorted(found.items())


@cache
def the_schema() -> dict[str, Any]:
    """Return the OpenAPI document."""
    return completed(dict(the_api().get_openapi_schema(path_prefix=f"/{PREFIX}")))


def urls_of(api: NinjaAPI) -> list[URLPattern]:
    """Return the patterns of `api`, each behind the gate; what is none of them is a 404."""
    patterns = [pattern for pattern in api.urls[0] if isinstance(pattern, URLPattern)]
    offered = [pattern for pattern in patterns if pattern.name != "api-root"]
    for pattern in offered:
        pattern.callback = guarded(cast("View", pattern.callback))
    return [*offered, re_path("", _nowhere)]


def api_urls() -> list[URLPattern]:
    """Return the patterns below /api/v1/."""
    return [
        path("openapi.json", _schema, name="openapi"),
        path("docs", _docs, name="docs"),
        *urls_of(the_api()),
    ]


def _schema(request: HttpRequest) -> HttpResponse:
    return JsonResponse(the_schema(), json_dumps_params={"ensure_ascii": False})


def _docs(request: HttpRequest) -> HttpResponse:
    return reference_page(request, the_schema())


def _nowhere(request: HttpRequest) -> HttpResponse:
    return answer_fault(request, Http404())


_nowhere.csrf_exempt = True  # type: ignore[attr-defined]
