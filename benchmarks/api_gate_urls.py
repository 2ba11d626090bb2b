"""The addresses that benchmarks.api_gate calls."""

from django.http import HttpRequest, JsonResponse
from django.urls import include, path
from ninja import Router

from huiyin.config.api import api_of, urls_of

router = Router()


@router.get("")
def read_nothing(request: HttpRequest) -> dict[str, int]:
    return {"a": 1}


@router.post("")
def write_nothing(request: HttpRequest) -> dict[str, int]:
    return {"a": 1}


def bare(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"a": 1})


urlpatterns = [
    path("bare", bare),
    path("api/v1/", include((urls_of(api_of([("nothing", router)])), "api"))),
]
