"""Services outside the house that a context makes use of, for the page of system health."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call of late: what came of it, and the meaning (ok, attention) of that."""

    at: datetime
    outcome: str | Promise
    meaning: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service outside: whether it is on, what it is, how it went, and the last calls."""

    name: str | Promise
    is_on: bool
    about: str
    figures: str
    calls: tuple[Call, ...]


Describe = Callable[[datetime], Service]
_known: list[Describe] = []


def shows_service(describe: Describe) -> Describe:
    """Let the decorated function, in a context's `menu.py`, describe a service it uses."""
    _known.append(describe)
    return describe


def services(*, at: datetime) -> list[Service]:
    """Return the services outside as they are now."""
    return [describe(at) for describe in _known]
