"""Keyset paging: a page starts after the last row seen, however far down."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.utils.translation import gettext as _

from huiyin.kernel.refusal import Refusal

T = TypeVar("T")
LONGEST_CURSOR = 500


class BadCursor(Refusal):
    """The cursor is not one of ours."""

    code = "bad_cursor"
    status = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """Some rows and, where there are more, the cursor that leads on."""

    items: list[T]
    next: str | None


def cursor_of(values: Sequence[str | int]) -> str:
    """Return `values`, the sort key of the last row seen, as text for a URL."""
    text = json.dumps(list(values), separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(cursor: str, *, kinds: Sequence[type]) -> list[Any]:
    """Return the sort key in `cursor`, whose values must be of these `kinds`."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        values = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError):
        values = None
    if (
        isinstance(values, list)
        and len(cursor) <= LONGEST_CURSOR
        and [type(value) for value in values] == list(kinds)
        and all(abs(value) < 2**63 for value in values if isinstance(value, int))
    ):
        return values
    raise BadCursor(
        _("The cursor is not valid. Send `next` of the page before, or none to begin.")
    )


def page_of(
    rows: Sequence[T], *, limit: int, key: Callable[[T], Sequence[str | int]]
) -> Page[T]:
    """Return the page for `rows`, of which `limit + 1` were asked for; `key` is what sorts."""
    shown = list(rows[:limit])
    has_more = len(rows) > limit
    return Page(items=shown, next=cursor_of(key(shown[-1])) if has_more else None)
