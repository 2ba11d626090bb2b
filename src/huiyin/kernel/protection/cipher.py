"""AES-256-GCM over single values.

A sealed value is: version (1 byte), key id (4), nonce (12), ciphertext with tag. The context
("customers.name") is authenticated with it, so a value moved to another column will not open.
"""

import os

from cryptography.exceptions import InvalidTag

from huiyin.kernel.protection.keys import KEY_ID_BYTES, Keyring, keyring

VERSION = b"\x01"
NONCE_BYTES = 12
HEAD = 1 + KEY_ID_BYTES
BODY = HEAD + NONCE_BYTES


class CannotDecrypt(Exception):  # noqa: N818 - says what could not be done
    """A sealed value does not open: its key is gone, or it was altered or moved."""


def encrypt(text: str, *, context: str, ring: Keyring | None = None) -> bytes:
    """Seal `text` with the newest key; the empty string stays empty."""
    if not text:
        return b""
    ring = ring or keyring()
    nonce = os.urandom(NONCE_BYTES)
    sealed = ring.ciphers[ring.newest].encrypt(nonce, text.encode(), context.encode())
    return VERSION + ring.newest + nonce + sealed


def decrypt(sealed: bytes, *, context: str, ring: Keyring | None = None) -> str:
    """Return what was sealed; CannotDecrypt says why it does not open."""
    if not sealed:
        return ""
    cipher = (ring or keyring()).ciphers.get(key_id_of(sealed))
    if cipher is None:
        message = f"A value of {context} was sealed with a key that HUIYIN_FIELD_KEYS lacks."
        raise CannotDecrypt(message)
    try:
        return cipher.decrypt(sealed[HEAD:BODY], sealed[BODY:], context.encode()).decode()
    except (InvalidTag, ValueError):
        message = f"A value of {context} was altered or belongs elsewhere."
        raise CannotDecrypt(message) from None


def key_id_of(sealed: bytes) -> bytes:
    """Return which key sealed a value; CannotDecrypt when it is not a sealed value."""
    if sealed[:1] != VERSION or len(sealed) <= BODY:
        message = "This is not a sealed value."
        raise CannotDecrypt(message)
    return sealed[1:HEAD]
