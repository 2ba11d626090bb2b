"""One-time codes: what is kept of one, and when it opens."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

VALID = timedelta(minutes=10)
DIGITS = 6
# Wrong codes before a new one is needed.
TRIES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class SentCode:
    """What is remembered of a code that was sent; the code itself is not."""

    id: str
    kind: str
    value: str
    seal: str
    valid_until: datetime


def seal_of(*, code_id: str, value: str, code: str, key: bytes) -> str:
    """Return what is kept of a code: bound to its sending and to the contact."""
    return hmac.digest(key, f"{code_id}\n{value}\n{code}".encode(), "sha256").hex()


def digits_of(typed: str) -> str:
    """Return the digits of what a person typed, also those of a Chinese keyboard."""
    return "".join(str(int(c)) for c in typed[:40] if c.isdecimal())


def opens(sent: SentCode, *, typed: str, at: datetime, key: bytes) -> bool:
    """Return whether `typed` is the code that was sent, in time."""
    seal = seal_of(code_id=sent.id, value=sent.value, code=digits_of(typed), key=key)
    return at < sent.valid_until and hmac.compare_digest(seal, sent.seal)
