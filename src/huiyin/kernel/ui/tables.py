"""Paging that costs the same on page one and page ten thousand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Generic, TypeVar

from django.core import signing
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from huiyin.kernel.refusal import Refusal

R = TypeVar("R")
SALT = "huiyin.keyset"
MOMENT = "@"


class CannotContinueList(Refusal):
    """The mark of where to go on does not belong to this list."""

    code: ClassVar[str] = "bad_cursor"


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """Some rows of a list; `next` is the mark of where to go on, empty at the end."""

    rows: Sequence[R]
    next: str = ""

    @property
    def is_last(self) -> bool:
        return not self.next


def keyset_page(
    queryset: "QuerySet[Any, R]", *, order: Sequence[str], after: str = "", size: int = 50
) -> Page[R]:
    """Return `size` rows of `queryset` in `order`, going on after the mark `after`.

    `order` names fields or annotations, `-` before those that fall; none may be null, and the
    last must be unique. Rows may be instances or `.values()`. Raises CannotContinueList where
    `after` is not a mark of this very order.
    """
    ordered = queryset.order_by(*order)
    if after:
        ordered = ordered.filter(_beyond(order, _read_mark(order, after)))
    rows = list(ordered[: size + 1])
    if len(rows) <= size:
        return Page(rows)
    return Page(rows[:size], _mark(order, rows[size - 1]))


def _beyond(order: Sequence[str], values: Sequence[Any]) -> Q:
    """Build (a > x) or (a = x and b > y) or ..., bounded by a >= x so that an index serves."""
    beyond = Q()
    same = Q()
    for name, value in zip(order, values, strict=True):
        field = name.removeprefix("-")
        way = "lt" if name.startswith("-") else "gt"
        beyond |= same & Q((f"{field}__{way}", value))
        same &= Q((field, value))
    first = order[0].removeprefix("-")
    bound = "lte" if order[0].startswith("-") else "gte"
    return Q((f"{first}__{bound}", values[0])) & beyond


def _mark(order: Sequence[str], row: Any) -> str:
    values = [_packed(_value(row, name.removeprefix("-"))) for name in order]
    return signing.dumps([list(order), values], salt=SALT)


def _read_mark(order: Sequence[str], mark: str) -> list[Any]:
    try:
        signed_order, values = signing.loads(mark, salt=SALT)
    except signing.BadSignature:
        signed_order, values = [], []
    if signed_order != list(order):
        raise CannotContinueList(
            _("This list cannot go on from there: it has changed. Open its first page again.")
        )
    return [_unpacked(value) for value in values]


def _value(row: Any, field: str) -> Any:
    value = row
    if not isinstance(row, dict):
        for part in field.split("__"):
            value = getattr(value, part)
    else:
        value = row[field]
    if value is None:
        message = f"a list cannot be ordered by {field}: it may be null"
        raise ValueError(message)
    return value


def _packed(value: Any) -> Any:
    return {MOMENT: value.isoformat()} if isinstance(value, datetime) else value


def _unpacked(value: Any) -> Any:
    return datetime.fromisoformat(value[MOMENT]) if isinstance(value, dict) else value
