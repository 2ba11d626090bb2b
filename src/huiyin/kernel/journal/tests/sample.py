"""An event of no context, for tests of the journal itself."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from huiyin.kernel.journal import registry
from huiyin.kernel.journal.events import Event, event
from huiyin.kernel.journal.models import Entry
from huiyin.kernel.journal.record import Fact, record_many

MONDAY = datetime(2026, 3, 2, 1, tzinfo=UTC)


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class LampLit(Event):
    name = "tests.lamp_lit"
    sentence = "Lamp %(number)s was lit."

    number: int
    colour: str = "红"


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class LampBroken(Event):
    name = "tests.lamp_broken"
    sentence = "Lamp %(number)s broke."

    number: int


def light(count, *, first=0, story="lamp:1"):
    facts = [
        Fact(event=LampLit(number=first + i), story=story, at=MONDAY) for i in range(count)
    ]
    record_many(facts)
    return sorted(Entry.objects.order_by("-id").values_list("id", flat=True)[:count])


@pytest.fixture
def only_reactions():
    """Reactions of its own: those of the contexts stay out."""
    kept = {name: dict(known) for name, known in registry.reactions.items()}
    listeners = dict(registry.listeners)
    registry.reactions.clear()
    registry.listeners.clear()
    yield registry
    registry.reactions.clear()
    registry.reactions.update(kept)
    registry.listeners.clear()
    registry.listeners.update(listeners)
