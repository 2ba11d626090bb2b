"""What a session keeps between two pages: sealed, since it is personal."""

import base64
import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from huiyin.kernel.protection.cipher import CannotDecrypt, decrypt, encrypt


def read_sealed(request: HttpRequest, key: str, context: str) -> dict[str, Any] | None:
    """Return what was kept under `key`, or None where there is nothing that opens."""
    kept = request.session.get(key)
    if not kept:
        return None
    try:
        return dict(json.loads(decrypt(base64.b64decode(kept), context=context)))
    except (CannotDecrypt, ValueError):
        return None


def write_sealed(
    request: HttpRequest, key: str, context: str, values: Mapping[str, object]
) -> None:
    """Keep `values` in the session, sealed like a field of the database."""
    sealed = encrypt(json.dumps(dict(values)), context=context)
    request.session[key] = base64.b64encode(sealed).decode()
