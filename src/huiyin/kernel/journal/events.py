"""What an event is. Each context declares its own in its `events.py`."""

from dataclasses import dataclass, fields
from typing import Any, ClassVar, TypeVar

E = TypeVar("E", bound="Event")

event_types: dict[str, type["Event"]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A fact in the past tense.

    Fields are JSON values and identifiers, never models and never personal data; moments are
    ISO 8601 strings. `name` is `context.noun_verbed` and never changes once released;
    `sentence` is how a person reads it in the story of a case, a msgid with named placeholders.
    """

    name: ClassVar[str] = ""
    sentence: ClassVar[str] = ""

    def payload(self) -> dict[str, Any]:
        """Return the fields as JSON values, not copied: nothing changes them."""
        return {name: getattr(self, name) for name in _field_names(type(self))}


_known_fields: dict[str, tuple[str, ...]] = {}


def _field_names(event_type: type[Event]) -> tuple[str, ...]:
    # Kept by name: looking the fields up costs more than all else of an entry's payload.
    names = _known_fields.get(event_type.name)
    if names is None:
        names = tuple(field.name for field in fields(event_type))
        _known_fields[event_type.name] = names
    return names


def event(event_type: type[E]) -> type[E]:
    """Register an event type, so that entries can be read back as what they are."""
    if event_types.setdefault(event_type.name, event_type) is not event_type:
        message = f"two events are called {event_type.name}"
        raise TypeError(message)
    return event_type


def read_event(name: str, payload: dict[str, Any]) -> Event:
    """Return the event an entry stands for; fields unknown to this version are left out."""
    event_type = event_types[name]
    known = _field_names(event_type)
    return event_type(**{name: payload[name] for name in known if name in payload})
