"""One-time codes by SMS or e-mail: how a customer shows that a contact is theirs."""

import hashlib
import secrets
from datetime import datetime, timedelta
from functools import lru_cache

from django.conf import settings
from django.utils.translation import gettext as _

from huiyin.cases.rules.codes import DIGITS, TRIES, VALID, SentCode, opens, seal_of
from huiyin.channels.public import Letter, carry_letters
from huiyin.customers.public import Contact
from huiyin.kernel.access.throttle import throttle
from huiyin.kernel.brand import operator_name
from huiyin.kernel.refusal import Refusal

# Mobile networks put thousands of people behind one address: the contact is what is guarded.
PER_CONTACT = 5
PER_ADDRESS = 60
TRIES_PER_CONTACT = 20
HOUR = timedelta(hours=1)
KIND_OF_LETTER = {"phone": "sms", "email": "email"}


class CannotSendCode(Refusal):
    """The code did not leave the house."""

    code = "cannot_send_code"
    status = 503


class WrongCode(Refusal):
    """Not the code that was sent, or too late."""

    code = "wrong_code"


def send_code(*, contact: Contact, address: str, at: datetime) -> SentCode:
    """Send a new code to `contact`, known to us or not, and return what is remembered of it.

    `address` is the network address of who asks. Raises TooOften, CannotSendCode.
    """
    throttle(what="portal.code", who=contact.value, limit=PER_CONTACT, within=HOUR, at=at)
    throttle(what="portal.code_from", who=address, limit=PER_ADDRESS, within=HOUR, at=at)
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    code_id = secrets.token_hex(8)
    _carry(contact, code, key=f"code-{code_id}", at=at)
    return SentCode(
        id=code_id,
        kind=contact.kind,
        value=contact.value,
        seal=seal_of(code_id=code_id, value=contact.value, code=code, key=_key()),
        valid_until=at + VALID,
    )


def check_code(*, sent: SentCode, typed: str, at: datetime) -> None:
    """Return where `typed` is the code that was sent. Raises WrongCode, TooOften."""
    day = timedelta(days=1)
    throttle(what="portal.try", who=sent.id, limit=TRIES, within=day, at=at)
    throttle(what="portal.try_for", who=sent.value, limit=TRIES_PER_CONTACT, within=HOUR, at=at)
    if not opens(sent, typed=typed, at=at, key=_key()):
        raise WrongCode(
            _(
                "This is not the code we sent, or it is older than 10 minutes. "
                "Check the latest message, or ask for a new code."
            )
        )


def _carry(contact: Contact, code: str, *, key: str, at: datetime) -> None:
    values = {"operator": operator_name(), "code": code}
    letter = Letter(
        key=key,
        kind=KIND_OF_LETTER[contact.kind],
        address=contact.value,
        subject=_("Your code for %(operator)s") % values,
        body=_(
            "%(code)s is your code for %(operator)s. It is valid for 10 minutes. "
            "We never ask for it by telephone: give it to nobody."
        )
        % values,
        at=at,
    )
    for carried in carry_letters(letters=[letter]):
        if carried.outcome != "sent":
            raise CannotSendCode(
                _("We could not send the code. Check the number or address, or call us.")
            )


def _key() -> bytes:
    return _derived(settings.SECRET_KEY)


@lru_cache(maxsize=4)
def _derived(secret: str) -> bytes:
    return hashlib.sha256(b"huiyin.cases.code:" + secret.encode()).digest()
