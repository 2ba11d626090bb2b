"""The keys behind encrypted fields and blind indexes, all derived from `FIELD_KEYS`.

The first key encrypts; every key decrypts. The *last* key is the founding key: the blind index
is derived from it alone, so that adding a key at the front (a rotation) leaves every index
valid. Dropping the founding key needs `huiyin protection rotate --reindex` first.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32
KEY_ID_BYTES = 4


@dataclass(frozen=True, slots=True)
class Keyring:
    """Ciphers by key id, the id that encrypts, and the primed HMAC of the blind index."""

    newest: bytes
    ciphers: dict[bytes, AESGCM]
    index: hmac.HMAC


_latest: list[tuple[list[str], Keyring]] = []


def keyring() -> Keyring:
    """Return the keyring of the settings in force."""
    field_keys = settings.FIELD_KEYS
    # Asked for each value sealed or opened: the list is compared by identity, not hashed.
    if not _latest or _latest[0][0] is not field_keys:
        _latest[:] = [(field_keys, keyring_of(tuple(field_keys)))]
    return _latest[0][1]


def reindexed_keyring() -> Keyring:
    """Return the keyring as it will be once only the newest key is left."""
    return keyring_of(tuple(settings.FIELD_KEYS[:1]))


@lru_cache(maxsize=8)
def keyring_of(field_keys: Sequence[str]) -> Keyring:
    """Derive the keyring of these keys; ImproperlyConfigured says what is wrong with one."""
    if not field_keys:
        message = "HUIYIN_FIELD_KEYS: at least one key is needed."
        raise ImproperlyConfigured(message)
    masters = [_master(key, place) for place, key in enumerate(field_keys, start=1)]
    ciphers = {_key_id(m): AESGCM(_derive(m, b"huiyin field encryption")) for m in masters}
    return Keyring(
        newest=_key_id(masters[0]),
        ciphers=ciphers,
        index=hmac.new(_derive(masters[-1], b"huiyin blind index"), digestmod="sha256"),
    )


def _master(key: str, place: int) -> bytes:
    try:
        master = base64.urlsafe_b64decode(key.strip())
    except (binascii.Error, ValueError):
        master = b""
    if len(master) != KEY_BYTES:
        message = f"HUIYIN_FIELD_KEYS: key {place} is not 32 bytes in urlsafe base64."
        raise ImproperlyConfigured(message)
    return master


def _derive(master: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(master)


def _key_id(master: bytes) -> bytes:
    return hashlib.sha256(b"huiyin key id" + master).digest()[:KEY_ID_BYTES]
