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
listeners: dict[str, Registered] = {}


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


def reacts_in_bulk_to_everything(
    *, when: Callable[[Event], bool]
) -> Callable[[BulkReaction], BulkReaction]:
    """Like `reacts_in_bulk_to`, for events of every kind for which `when` says yes.

    For what passes events on, such as webhooks. One call may hold events of several kinds.
    """

    def register(reaction: BulkReaction) -> BulkReaction:
        path = _path_of(reaction)
        listeners[path] = Registered(path, reaction, is_bulk=True, when=when)
        return reaction

    return register


def _register(
    reaction: Callable[..., None],
    event_types: tuple[type[Event], ...],
    *,
    is_bulk: bool,
    when: Callable[[Any], bool] | None,
) -> None:
    path = _path_of(reaction)
    for event_type in event_types:
        reactions[event_type.name][path] = Registered(path, reaction, is_bulk, when)


def _path_of(reaction: Callable[..., None]) -> str:
    return f"{reaction.__module__}.{reaction.__qualname__}"


def who_hears(event: Event) -> list[str]:
    """Return the paths of the reactions that want to be told about `event`."""
    candidates = (*reactions.get(event.name, {}).values(), *listeners.values())
    return [known.path for known in candidates if known.when is None or known.when(event)]


def find(name: str, path: str) -> Registered | None:
    """Return the reaction of that path to that event, if this version still has it."""
    return reactions.get(name, {}).get(path) or listeners.get(path)
