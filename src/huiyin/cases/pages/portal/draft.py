"""What somebody is about to say, kept between the steps: sealed, since it is personal."""

import base64
import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.http import HttpRequest

from huiyin.cases.actions.keep_draft_files import drop_files
from huiyin.kernel.protection.cipher import CannotDecrypt, decrypt, encrypt

KEY = "portal_draft"
CONTEXT = "cases.portal_draft"


@dataclass(slots=True, kw_only=True)
class Draft:
    """The answers so far. `token` makes sending twice the same as once."""

    token: str
    words: str = ""
    files: list[dict[str, str]] = field(default_factory=list)
    kind: str = ""
    value: str = ""
    is_confirmed: bool = False
    is_nameless: bool = False
    place: str = ""
    topic: str = ""
    choices: list[str] = field(default_factory=list)
    wants_place: bool = False
    has_more: bool = False


def draft_of(request: HttpRequest) -> Draft:
    """Return what was said so far, or a new beginning."""
    found = read_sealed(request, KEY, CONTEXT)
    return Draft(**found) if found else Draft(token=secrets.token_urlsafe(16))


def keep_draft(request: HttpRequest, draft: Draft) -> None:
    write_sealed(request, KEY, CONTEXT, asdict(draft))


def drop_draft(request: HttpRequest) -> None:
    """Forget the answers and their files."""
    drop_files(draft_of(request).token)
    request.session.pop(KEY, None)


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
