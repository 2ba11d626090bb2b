"""Addresses and signatures of channels: found again, and known as ours."""

import hashlib
from functools import lru_cache

from django.conf import settings

from huiyin.kernel.protection.blind import blind_index, normal_form
from huiyin.kernel.protection.keys import Keyring


def address_key(address: str, *, ring: Keyring | None = None) -> bytes | None:
    """Return the blind index of `address`: equal for equal addresses, telling nothing else."""
    if not address:
        return None
    return blind_index(normal_form(address), purpose="channels.address", ring=ring)


def reference_key() -> bytes:
    """Return the key that signs references in mails."""
    return _derived(settings.SECRET_KEY)


@lru_cache(maxsize=4)
def _derived(secret: str) -> bytes:
    return hashlib.sha256(b"huiyin.channels.reference:" + secret.encode()).digest()
