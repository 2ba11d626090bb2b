"""The story of a matter, as sentences."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from huiyin.kernel.journal.events import event_types
from huiyin.kernel.journal.models import Entry
from huiyin.kernel.journal.wording import Naming, context_of, naming_of


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """One thing that happened, as a person reads it."""

    entry_id: int
    at: datetime
    actor: str
    sentence: str
    name: str
    subject: str
    payload: dict[str, Any]
    story: str = ""


def story_of(*, story: str, limit: int = 1000, naming: Naming | None = None) -> list[StoryLine]:
    """Return what happened in `story`, in order, in the reader's language.

    One query, and those of the contexts that name values; `naming` names what its caller
    knows already, and then nobody is asked.
    """
    entries = Entry.objects.filter(story=story).order_by("at", "pk")[:limit]
    return _lines(entries, naming)


def recent_lines(*, before: int | None = None, limit: int = 50) -> list[StoryLine]:
    """Return what happened lately, newest first, or what came before an entry."""
    entries = Entry.objects.order_by("-pk")
    if before is not None:
        entries = entries.filter(pk__lt=before)
    return _lines(entries[:limit], None)


def _lines(entries: QuerySet[Entry], naming: Naming | None) -> list[StoryLine]:
    by_context = {} if naming else naming_of((entry.name, entry.payload) for entry in entries)
    return [
        StoryLine(
            entry_id=entry.pk,
            at=entry.at,
            actor=entry.actor,
            sentence=sentence_for(
                entry.name,
                entry.payload,
                naming=naming or by_context.get(context_of(entry.name)),
            ),
            name=entry.name,
            subject=entry.subject,
            story=entry.story,
            payload=entry.payload,
        )
        for entry in entries
    ]


class _Values(dict[str, Any]):
    """What a sentence may name; what an older version did not record reads as a dash."""

    def __missing__(self, key: str) -> str:
        return "–"


def sentence_for(name: str, payload: dict[str, Any], *, naming: Naming | None = None) -> str:
    """Return the sentence of an event in the reader's language, filled from its payload."""
    event_type = event_types.get(name)
    if event_type is None or not event_type.sentence:
        return name
    named = {field: _named(field, value, naming or {}) for field, value in payload.items()}
    return gettext(event_type.sentence) % _Values(named)


def _named(field: str, value: Any, naming: Naming) -> Any:
    if value is None:
        return "–"
    return naming.get(field, {}).get(str(value), value)
