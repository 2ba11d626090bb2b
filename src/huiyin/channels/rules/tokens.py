"""A reference in a mail that only we can have written: `[#C-2603-00017.k3x9q2f7mz]`."""

import base64
import hmac
import re
from typing import Final

TOKEN: Final = re.compile(r"([A-Za-z]{1,4}-[A-Za-z0-9-]{1,32})\.([a-z2-7]{10})(?![a-z2-7])")


def token_for(reference: str, *, key: bytes) -> str:
    """Return `reference` with its signature: a story (`C-…`) or a conversation (`T-17`)."""
    return f"{reference}.{_signature(reference, key)}"


def references_in(text: str, *, key: bytes) -> list[str]:
    """Return the references in `text` whose signatures are ours, in their order."""
    return [
        reference
        for reference, signature in TOKEN.findall(text)
        if hmac.compare_digest(_signature(reference, key), signature)
    ]


def _signature(reference: str, key: bytes) -> str:
    digest = hmac.digest(key, b"reference:" + reference.encode(), "sha256")
    return base64.b32encode(digest)[:10].decode().lower()
