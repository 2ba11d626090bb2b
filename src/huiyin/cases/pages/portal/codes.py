"""The code on its way, remembered in the session, sealed; and asking for it."""

from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from huiyin.cases.actions.send_code import WrongCode, check_code, send_code
from huiyin.cases.pages.sealed import read_sealed, write_sealed
from huiyin.cases.rules.codes import SentCode
from huiyin.customers.public import Contact
from huiyin.kernel.access.throttle import client_address
from huiyin.kernel.clock import now

KEY = "portal_code"
CONTEXT = "cases.portal_code"


def send_and_remember(request: HttpRequest, contact: Contact) -> None:
    """Send a code to `contact`. Raises TooOften, CannotSendCode."""
    sent = send_code(contact=contact, address=client_address(request), at=now())
    values = {
        "id": sent.id,
        "kind": sent.kind,
        "value": sent.value,
        "seal": sent.seal,
        "valid_until": sent.valid_until.isoformat(),
    }
    write_sealed(request, KEY, CONTEXT, values)


def code_on_its_way(request: HttpRequest) -> SentCode | None:
    """Return what is remembered of the last code, or None."""
    kept = read_sealed(request, KEY, CONTEXT)
    if kept is None:
        return None
    return SentCode(
        id=str(kept["id"]),
        kind=str(kept["kind"]),
        value=str(kept["value"]),
        seal=str(kept["seal"]),
        valid_until=datetime.fromisoformat(str(kept["valid_until"])),
    )


def confirm(request: HttpRequest, *, typed: str) -> Contact:
    """Return the contact that `typed` proves, and use the code up.

    Raises WrongCode, TooOften.
    """
    sent = code_on_its_way(request)
    if sent is None:
        raise WrongCode(_("There is no code on its way. Ask for a new one."))
    check_code(sent=sent, typed=typed, at=now())
    del request.session[KEY]
    return Contact(sent.kind, sent.value)
