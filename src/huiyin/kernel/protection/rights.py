"""What each context knows about a person, for export and erasure.

Contexts above customers register here (in their `facts.py` or `reactions.py`); customers asks
all of them without knowing any.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading (already translated when shown) and rows of plain JSON values beneath it."""

    title: str
    rows: Sequence[Mapping[str, Any]] = field(default_factory=tuple)


class Exporter(Protocol):
    def __call__(self, *, customer_id: int) -> Sequence[Section]: ...


class Eraser(Protocol):
    def __call__(self, *, customer_id: int, at: datetime) -> int: ...


exporters: dict[str, Exporter] = {}
erasers: dict[str, Eraser] = {}

F = TypeVar("F", bound=Callable[..., Any])


def exports_personal_data(context: str) -> Callable[[F], F]:
    """Register `f(*, customer_id) -> Sequence[Section]`: all that `context` knows of them."""
    return _registering(exporters, context)


def erases_personal_data(context: str) -> Callable[[F], F]:
    """Register `f(*, customer_id, at) -> int`: redact in the caller's transaction, rerunnable.

    Answer how many values were redacted. Figures (counts, times, codes) stay.
    """
    return _registering(erasers, context)


def _registering(registry: dict[str, Any], context: str) -> Callable[[F], F]:
    def register(function: F) -> F:
        if registry.setdefault(context, function) is not function:
            message = f"{context} is registered twice"
            raise ValueError(message)
        return function

    return register


def export_personal_data(*, customer_id: int) -> dict[str, Sequence[Section]]:
    """Return what every context knows, by context."""
    return {name: export(customer_id=customer_id) for name, export in sorted(exporters.items())}


def erase_personal_data(*, customer_id: int, at: datetime) -> dict[str, int]:
    """Have every context redact what it holds, in the caller's transaction."""
    return {
        name: erase(customer_id=customer_id, at=at) for name, erase in sorted(erasers.items())
    }
