"""Values kept in memory per process, checked against the edition they were read from."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse

from huiyin.kernel.editions.models import Edition
from huiyin.kernel.reads import PreparedRead

V = TypeVar("V")

_tokens = PreparedRead(lambda _: Edition.objects.values_list("area", "token"))


class _Held:
    """The tokens read once for all that happens inside `one_edition`.

    Until something changes inside: the change may yet be taken back, so from then on each
    question reads anew.
    """

    __slots__ = ("is_changed", "tokens")

    def __init__(self) -> None:
        self.tokens: dict[str, UUID] | None = None
        self.is_changed = False


_held: ContextVar[_Held | None] = ContextVar("editions", default=None)


def begin_edition(area: str) -> None:
    """Tell every process that what it remembers of `area` is out of date.

    Part of every change there, in its transaction: processes look before each answer.
    """
    Edition.objects.update_or_create(area=area, defaults={"token": uuid4()})
    held = _held.get()
    if held is not None:
        held.is_changed = True


@contextmanager
def one_edition() -> Iterator[None]:
    """Let all that is asked inside look at the same editions, read with one statement.

    For one act in one transaction that asks several contexts; a change made inside shows.
    """
    if _held.get() is not None:
        yield
        return
    before = _held.set(_Held())
    try:
        yield
    finally:
        _held.reset(before)


def edition(area: str) -> UUID | None:
    """Return the token of the area's present edition; None before its first change."""
    held = _held.get()
    if held is None or held.is_changed:
        return _read().get(area)
    if held.tokens is None:
        held.tokens = _read()
    return held.tokens.get(area)


def _read() -> dict[str, UUID]:
    return {area: token for area, token in _tokens()}  # noqa: C416 - says what the rows are


class EditionMiddleware:
    """Answer each request from one edition."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with one_edition():
            return self._get_response(request)


@dataclass(slots=True)
class Kept(Generic[V]):
    """A value loaded once per process and edition of its area."""

    area: str
    load: Callable[[], V]
    _value: tuple[UUID, V] | None = None

    def current(self) -> V:
        token = edition(self.area)
        known = self._value
        if known is not None and known[0] == token:
            return known[1]
        # The token was read first: what is loaded now may be newer, never older than it says.
        value = self.load()
        if token is not None:
            self._value = (token, value)
        return value
