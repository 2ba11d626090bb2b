"""Finding an encrypted value again without opening any: a keyed digest of its normal form."""

import unicodedata

from huiyin.kernel.protection.keys import Keyring, keyring

INDEX_BYTES = 16


def blind_index(value: str, *, purpose: str, ring: Keyring | None = None) -> bytes:
    """Return the HMAC-SHA256 of `value` under `purpose`, cut to 128 bits.

    The same value under another purpose ("contact:phone", "name") has another index, so that
    columns cannot be compared. Give values in their normal form.
    """
    # A copy of a primed HMAC costs half of a new one: this runs for each imported contact.
    digest = (ring or keyring()).index.copy()
    digest.update(f"{purpose}\x00{value}".encode())
    return digest.digest()[:INDEX_BYTES]


def normal_form(text: str) -> str:
    """Return `text` as it is compared: compatible characters, one case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
