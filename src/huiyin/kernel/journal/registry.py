"""Which reactions hear which events."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeAlias, TypeVar

from huiyin.kernel.journal.events import Event

E = TypeVar("E", bound=Event)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard(Generic[E]):
    """An event as a reaction hears it."""

    entry_id: int
    event: E
    story: str
    subject: str
    actor: str
    at: datetime


Reaction: TypeAlias = Callable[[Heard[Any]], None]
BulkReaction: TypeAlias = Callable[[Sequence[Heard[Any]]], None]


@dataclass(frozen=True, slots=True)
class Registered:
    path: str
    call: Callable[..., None]
    is_bulk: bool
    when: Callable[[Any], bool] | None


reactions: dict[str, dict[str, Registered]] = defaultdict(dict)


def reacts_to(
    *event_types: type[Event], when: Callable[[Any], bool] | None = None
) -> Callable[[Reaction], Reaction]:
    """Tell the decorated function, which takes one `Heard`, about each event after its commit.

    `when` is asked while the event is recorded and must be pure; where it says no, nothing is
    queued. The reaction runs in a transaction of its own together with the note that it was
    told, so its database effects happen exactly once; effects outside must be idempotent.
    """

    def register(reaction: Reaction) -> Reaction:
        _register(reaction, event_types, is_bulk=False, when=when)
        return reaction

    return register


def reacts_in_bulk_to(
    *event_types: type[Event], when: Callable[[Any], bool] | None = None
) -> Callable[[BulkReaction], BulkReaction]:
    """Like `reacts_to`, for a function that takes many at once in one transaction."""

    def register(reaction: BulkReaction) -> BulkReaction:
        _register(reaction, event_types, is_bulk=True, when=when)
        return reaction

    return register


def _register(
    reaction: Callable[..., None],
    event_types: tuple[type[Event], ...],
    *,
    is_bulk: bool,
    when: Callable[[Any], bool] | None,
) -> None:
    path = f"{reaction.__module__}.{reaction.__qualname__}"
    for event_type in event_types:
        reactions[event_type.name][path] = Registered(path, reaction, is_bulk, when)


def find(name: str, path: str) -> Registered | None:
    """Return the reaction of that path to that event, if this version still has it."""
    return reactions[name].get(path)
