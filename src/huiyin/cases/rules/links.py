"""A link that only we can have written: what it is about, and a signature."""

import base64
import hmac
import re
from typing import Final

_TOKEN: Final = re.compile(r"^([1-9][0-9]{0,18})-([a-z2-7]{26})$")


def token_for(number: int, *, purpose: str, key: bytes) -> str:
    """Return `number` with its signature for one purpose; valid for no other."""
    return f"{number}-{_signature(number, purpose, key)}"


def number_in(token: str, *, purpose: str, key: bytes) -> int | None:
    """Return what a token is about, or None where the signature is not ours."""
    found = _TOKEN.match(token)
    if found is None:
        return None
    number = int(found.group(1))
    is_ours = hmac.compare_digest(_signature(number, purpose, key), found.group(2))
    return number if is_ours and number < 2**63 else None


def _signature(number: int, purpose: str, key: bytes) -> str:
    digest = hmac.digest(key, f"{purpose}:{number}".encode(), "sha256")
    # 128 bits are enough, and short enough for a message on a telephone.
    return base64.b32encode(digest)[:26].decode().lower()
