"""How often one address may use a public form; kept in the database, so in every process.

A token bucket held as one number (GCRA): the moment by which all that was asked is worked off.
"""

import hashlib
import hmac
import ipaddress
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import F, FloatField, Value
from django.db.models.functions import Greatest
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huiyin.kernel.access.models import Bucket
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import Refusal
from huiyin.kernel.ui.words import duration_words

FORGET_AFTER_S = 24 * 3600
FORGET_EVERY = 500

View = Callable[..., HttpResponse]


class TooOften(Refusal):
    """Somebody asks more often than people do."""

    code: ClassVar[str] = "too_often"
    status: ClassVar[int] = 429


def throttle(*, what: str, who: str, limit: int, within: timedelta, at: datetime) -> None:
    """Count one use of `what` by `who`; raise TooOften beyond `limit` uses `within` a time.

    Uses come back one by one as time goes by. `who` is kept only as a keyed digest.
    """
    key = _key(what, who)
    spacing = within.total_seconds() / limit
    moment = at.timestamp()
    reach = moment + within.total_seconds() - spacing
    if _took_one(key, moment=moment, spacing=spacing, reach=reach):
        return
    if not Bucket.objects.filter(key=key).exists():
        _start(key, moment=moment)
        if _took_one(key, moment=moment, spacing=spacing, reach=reach):
            return
    raise TooOften(
        _("This was used too often in a short time. Wait %(duration)s and try again.")
        % {"duration": duration_words(max(spacing, 60))}
    )


def forget(*, what: str, who: str) -> None:
    """Let `who` begin anew with `what`: it was no guess after all."""
    Bucket.objects.filter(key=_key(what, who)).delete()


def limited(*, what: str, limit: int, within: timedelta) -> Callable[[View], View]:
    """Let one client address send a form at most `limit` times `within` a time."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST":
                who = client_address(request)
                throttle(what=what, who=who, limit=limit, within=within, at=now())
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def client_address(request: HttpRequest) -> str:
    """Return who asks: the address, or for IPv6 the network a household or phone gets."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        # Only the last hop was written by our own proxy; the ones before it may be invented.
        address = request.headers.get("x-forwarded-for", address).split(",")[-1].strip()
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if parsed.version == 6:
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def _took_one(key: str, *, moment: float, spacing: float, reach: float) -> bool:
    start = Greatest(F("even_at"), Value(moment), output_field=FloatField())
    within_reach = Bucket.objects.filter(key=key, even_at__lte=reach)
    return within_reach.update(even_at=start + Value(spacing)) == 1


def _start(key: str, *, moment: float) -> None:
    Bucket.objects.bulk_create([Bucket(key=key, even_at=moment)], ignore_conflicts=True)
    newest = Bucket.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    if newest % FORGET_EVERY == 0:
        Bucket.objects.filter(even_at__lt=moment - FORGET_AFTER_S).delete()


def _key(what: str, who: str) -> str:
    secret = settings.SECRET_KEY.encode()
    return hmac.new(secret, f"{what}\n{who}".encode(), hashlib.sha256).hexdigest()
