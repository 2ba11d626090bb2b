"""What every call to the API passes on its way in and out, once, in one place.

Who is it, how fast, how large; one transaction around whatever changes something; an effect
once per Idempotency-Key; every refusal and every fault as a problem body.
"""

import logging
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import DataError, OperationalError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.http.request import UnreadablePostError
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja.errors import HttpError, ValidationError
from ninja.utils import check_csrf

from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import Actor
from huiyin.kernel.apikeys.recognise import recognise
from huiyin.kernel.clock import now
from huiyin.kernel.overtaken import whole
from huiyin.kernel.refusal import NotFound, Refusal
from huiyin.kernel.rest.etag import etag_of
from huiyin.kernel.rest.idempotency import (
    Reply,
    begin_once,
    check_key,
    fingerprint_of,
    finish_once,
)
from huiyin.kernel.rest.problems import MEDIA_TYPE, FieldProblem, explain_fields, problem
from huiyin.kernel.rest.rates import Rates

View = Callable[..., HttpResponse]
SAFE = ("GET", "HEAD", "OPTIONS")
log = logging.getLogger("huiyin.api")
rates = Rates()


class Unknown(Refusal):
    """Nobody we know."""

    code = "not_authenticated"
    status = 401


class NoCsrfToken(Refusal):
    """A browser session changes things only with its CSRF token."""

    code = "csrf_failed"
    status = 403


class TooLarge(Refusal):
    code = "too_large"
    status = 413


class Malformed(Refusal):
    code = "malformed_request"
    status = 400


class TooFast(Refusal):
    """More requests than this caller may send."""

    code = "too_many_requests"
    status = 429

    def __init__(self, message: str, *, wait: int) -> None:
        super().__init__(message)
        self.wait = wait


EXPECTED: dict[tuple[type[Exception], ...], tuple[int, str, Any]] = {
    (HttpError,): (
        400,
        Malformed.code,
        gettext_lazy("The body is not valid JSON in UTF-8. Correct it and send it again."),
    ),
    (Http404,): (
        404,
        NotFound.code,
        gettext_lazy("There is nothing at this address. The reference is at /api/v1/docs."),
    ),
    (DataError, OverflowError): (
        422,
        "out_of_range",
        gettext_lazy("A value is outside the range that can be stored. Correct it."),
    ),
    (RequestDataTooBig, UnreadablePostError): (
        413,
        TooLarge.code,
        gettext_lazy("The body is too large or was cut off. Send it again, in parts."),
    ),
    (SuspiciousOperation,): (
        400,
        Malformed.code,
        gettext_lazy("The request has too many parts, or odd ones. Send less at a time."),
    ),
}


def guarded(view: View) -> View:
    """Return `view` behind the gate; it finds the caller in `request.actor`."""

    @wraps(view)
    def gate(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = _pass(request, lambda: view(request, *args, **kwargs))
        except Exception as fault:
            response = answer_fault(request, fault)
        if isinstance(response, HttpResponseNotAllowed):
            response = _not_allowed(request, response)
        patch_cache_control(response, private=True, no_cache=True)
        return response

    # The session is checked for its token in `_caller`; a key needs none.
    gate.csrf_exempt = True  # type: ignore[attr-defined]
    return gate


def _pass(request: Request, view: Callable[[], HttpResponse]) -> HttpResponse:
    _refuse_the_unreadable(request)
    caller, per_second = _caller(request)
    wait = rates.wait_for(caller.id, per_second=per_second, moment=time.monotonic())
    if wait:
        message = _("You send more than %(rate)s requests a second. Wait %(wait)s s.")
        raise TooFast(message % {"rate": per_second, "wait": wait}, wait=wait)
    request.actor = caller
    if request.method in SAFE:
        return _unless_known(request, view())
    return _change(request, view)


def _refuse_the_unreadable(request: HttpRequest) -> None:
    most = settings.API_MAX_BODY
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > most:
        message = _("The body is too large: at most %(most)s bytes. Send it in parts.")
        raise TooLarge(message % {"most": most})
    # No text of ours holds a NUL, and PostgreSQL cannot store one.
    if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
        raise Malformed(_("The address contains a NUL character. Leave it out."))


def _caller(request: Request) -> tuple[Actor, int]:
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        known = recognise(token.strip(), at=now())
        if known is not None:
            return known.actor, known.rate_per_second or settings.API_RATE
    elif not scheme and request.actor.id:
        _check_token(request)
        return request.actor, settings.API_RATE
    raise Unknown(
        _(
            "This needs a valid API key. Send the header Authorization: Bearer hy_…; "
            "an administrator makes keys."
        )
    )


def _check_token(request: HttpRequest) -> None:
    if request.method not in SAFE and check_csrf(request) is not None:
        raise NoCsrfToken(
            _("The CSRF token is missing or wrong. Reload the page, or use an API key.")
        )


def _unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if response.status_code != 200 or response.streaming:
        return response
    response["ETag"] = etag_of(response.content)
    known = get_conditional_response(request, etag=response["ETag"], response=response)
    return response if known is None else known


def _change(request: Request, view: Callable[[], HttpResponse]) -> HttpResponse:
    key = request.headers.get("Idempotency-Key")

    def change() -> HttpResponse:
        response = view() if key is None else _once(request, check_key(key), view)
        if response.status_code >= 400:
            # Refused is refused: nothing of it stays, and the key may be used again.
            transaction.set_rollback(True)
        return response

    return whole(change)


def _once(request: Request, key: str, view: Callable[[], HttpResponse]) -> HttpResponse:
    fingerprint = fingerprint_of(
        method=str(request.method), path=request.get_full_path(), body=request.body
    )
    actor_id = request.actor.id
    earlier = begin_once(actor_id=actor_id, key=key, fingerprint=fingerprint, at=now())
    if earlier is not None:
        again = HttpResponse(
            earlier.body, status=earlier.status, content_type=earlier.content_type
        )
        again["Idempotency-Replayed"] = "true"
        return again
    response = view()
    if response.status_code < 400:
        reply = Reply(
            status=response.status_code,
            content_type=response.get("Content-Type", ""),
            body=response.content.decode(),
        )
        finish_once(actor_id=actor_id, key=key, reply=reply)
    return response


def answer_fault(request: HttpRequest, fault: Exception) -> HttpResponse:
    """Return the problem for whatever was raised; the unexpected is logged, never shown."""
    if isinstance(fault, Refusal):
        return _refuse(request, fault)
    if isinstance(fault, ValidationError):
        detail, errors = explain_fields(fault.errors)
        return _problem(request, 422, "invalid_fields", detail, errors)
    for kinds, (status, code, expected) in EXPECTED.items():
        if isinstance(fault, kinds):
            return _problem(request, status, code, str(expected))
    return _fail(request, fault)


def _refuse(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    response = _problem(request, refusal.status, refusal.code, refusal.message)
    if isinstance(refusal, TooFast):
        response["Retry-After"] = str(refusal.wait)
    if refusal.status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="huiyin"'
    return response


def _fail(request: HttpRequest, fault: Exception) -> HttpResponse:
    log.error("%s %s failed", request.method, request.path, exc_info=fault)
    if isinstance(fault, OperationalError):
        detail = _("The database is busy or restarting. Send it again in a moment.")
        response = _problem(request, 503, "busy", detail)
        response["Retry-After"] = "2"
        return response
    detail = _("The request failed through no fault of yours. Send it again later.")
    return _problem(request, 500, "internal_error", detail)


def _not_allowed(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    detail = _("This address does not take %(method)s. It takes %(allowed)s.")
    values = {"method": request.method, "allowed": refused["Allow"]}
    response = _problem(request, 405, "method_not_allowed", detail % values)
    response["Allow"] = refused["Allow"]
    return response


def _problem(
    request: HttpRequest,
    status: int,
    code: str,
    detail: str,
    errors: list[FieldProblem] | None = None,
) -> HttpResponse:
    body = problem(
        status=status, code=code, detail=detail, instance=request.path, errors=errors or []
    )
    return JsonResponse(
        body,
        status=status,
        content_type=MEDIA_TYPE,
        json_dumps_params={"ensure_ascii": False},
    )
