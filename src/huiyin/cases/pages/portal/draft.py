"""What somebody is about to say, kept between the steps: sealed, since it is personal."""

import secrets
from dataclasses import asdict, dataclass, field

from django.http import HttpRequest

from huiyin.cases.actions.keep_draft_files import drop_files
from huiyin.cases.pages.sealed import read_sealed, write_sealed

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
