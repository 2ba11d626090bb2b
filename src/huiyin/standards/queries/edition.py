"""Which edition of the standards is in force: the check of everything kept in memory."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from huiyin.standards.models import Edition

V = TypeVar("V")


def edition() -> UUID | None:
    """Return the token of the present edition; one row by primary key."""
    return Edition.objects.filter(pk=1).values_list("token", flat=True).first()


@dataclass(slots=True)
class Kept(Generic[V]):
    """A value loaded once per process and edition."""

    load: Callable[[], V]
    _held: tuple[UUID, V] | None = None

    def current(self) -> V:
        token = edition()
        if self._held is not None and self._held[0] == token:
            return self._held[1]
        # The token was read first: what is loaded now may be newer, never older than it says.
        value = self.load()
        if token is not None:
            self._held = (token, value)
        return value
