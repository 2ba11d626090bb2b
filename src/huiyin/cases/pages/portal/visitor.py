"""Who stands at the portal, kept in keys of their own: a customer is never a user."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from huiyin.cases.access import Visitor
from huiyin.cases.pages.sealed import read_sealed, write_sealed
from huiyin.customers.public import Contact, find_customers
from huiyin.kernel.clock import now

View = Callable[..., HttpResponse]

CUSTOMER = "portal_customer"
FOLLOWED = "portal_followed"
CONTACT = "portal_contact"
CONTACT_CONTEXT = "cases.portal_contact"
# Many telephones are shared: half a working day, then the code again.
STAYS = timedelta(hours=4)
MOST_FOLLOWED = 20


def visitor_of(request: HttpRequest) -> Visitor:
    """Return who stands here."""
    return Visitor(
        customer_id=_customer_id(request, at=now()),
        refs=frozenset(request.session.get(FOLLOWED, ())),
    )


def is_signed_in(request: HttpRequest) -> bool:
    """Return whether somebody confirmed a contact here, known to us or not."""
    return bool(_signed(request, at=now()))


def enter(request: HttpRequest, contact: Contact, *, at: datetime) -> None:
    """Let in whoever confirmed `contact`; the session gets a new key."""
    found = find_customers(contacts=[contact]).get(contact)
    request.session.cycle_key()
    write_sealed(
        request, CONTACT, CONTACT_CONTEXT, {"kind": contact.kind, "value": contact.value}
    )
    let_in(request, found.id if found else None, at=at)


def proven_contact(request: HttpRequest) -> Contact | None:
    """Return the contact that was confirmed at sign-in, while it lasts."""
    kept = read_sealed(request, CONTACT, CONTACT_CONTEXT)
    if kept is None or not is_signed_in(request):
        return None
    return Contact(str(kept["kind"]), str(kept["value"]))


def let_in(request: HttpRequest, customer_id: int | None, *, at: datetime) -> None:
    """Remember the customer in this session."""
    request.session[CUSTOMER] = {"id": customer_id, "until": (at + STAYS).isoformat()}


def leave(request: HttpRequest) -> None:
    """Forget everything the portal knows of this visit; a staff session is left alone."""
    for key in [key for key in request.session.keys() if key.startswith("portal_")]:  # noqa: SIM118
        del request.session[key]
    request.session.cycle_key()


def hold_ref(request: HttpRequest, ref: str) -> None:
    """Remember a case opened or followed without a contact."""
    held = [known for known in request.session.get(FOLLOWED, ()) if known != ref]
    request.session[FOLLOWED] = [*held, ref][-MOST_FOLLOWED:]


def personal(view: View) -> View:
    """Keep a page out of every cache and search engine."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return never_cache(guarded)


def for_customers(view: View) -> View:
    """Show a personal page to whoever is somebody here; send others to the sign-in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_signed_in(request) and not request.session.get(FOLLOWED):
            return redirect("portal:sign_in")
        return view(request, *args, **kwargs)

    return personal(guarded)


def _customer_id(request: HttpRequest, *, at: datetime) -> int | None:
    signed = _signed(request, at=at)
    return signed.get("id") if signed else None


def _signed(request: HttpRequest, *, at: datetime) -> dict[str, Any]:
    signed = request.session.get(CUSTOMER)
    if not signed or datetime.fromisoformat(signed["until"]) <= at:
        return {}
    return dict(signed)
