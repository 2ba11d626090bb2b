"""Writing facts down, one or many, in the caller's transaction."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from huiyin.kernel.bulk import insert_rows, reserve_ids
from huiyin.kernel.clock import now
from huiyin.kernel.journal.events import Event
from huiyin.kernel.journal.models import Delivery, Entry
from huiyin.kernel.journal.registry import reactions

ENTRY_COLUMNS = (
    "id",
    "name",
    "story",
    "subject",
    "actor",
    "at",
    "recorded_at",
    "payload",
    "digest",
)
DELIVERY_COLUMNS = ("id", "entry_id", "reaction", "visible_at", "attempts", "error")
SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """An event with its place: its story, what it is about, who did it, and when."""

    event: Event
    story: str
    at: datetime
    subject: str = ""
    actor: str = SYSTEM


def record(
    event: Event, *, story: str, at: datetime, actor: str = SYSTEM, subject: str = ""
) -> int:
    """Write `event` down in the caller's transaction and queue it for each reaction.

    Return the entry's id. `at` is when it happened; when it was written is noted beside it.
    """
    fact = Fact(event=event, story=story, at=at, subject=subject, actor=actor)
    return record_many([fact])[0]


def record_many(facts: Sequence[Fact]) -> Sequence[int]:
    """Write many facts down with a constant number of statements; return their entry ids."""
    written_at = now()
    ids = reserve_ids(Entry, len(facts))
    entries = []
    deliveries: list[tuple[int, str]] = []
    for entry_id, fact in zip(ids, facts, strict=True):
        payload = fact.event.payload()
        sealed = digest_of(
            name=fact.event.name,
            story=fact.story,
            subject=fact.subject,
            actor=fact.actor,
            at=fact.at,
            payload=payload,
        )
        entries.append(
            (
                entry_id,
                fact.event.name,
                fact.story,
                fact.subject,
                fact.actor,
                fact.at,
                written_at,
                payload,
                sealed,
            )
        )
        deliveries += [(entry_id, path) for path in _who_hears(fact.event)]
    insert_rows(Entry, ENTRY_COLUMNS, entries)
    _queue(deliveries, at=written_at)
    return ids


def _who_hears(event: Event) -> list[str]:
    heard_by = reactions[event.name].values()
    return [known.path for known in heard_by if known.when is None or known.when(event)]


def _queue(deliveries: Sequence[tuple[int, str]], *, at: datetime) -> None:
    if not deliveries:
        return
    ids = reserve_ids(Delivery, len(deliveries))
    rows = [
        (delivery_id, entry_id, path, at, 0, "")
        for delivery_id, (entry_id, path) in zip(ids, deliveries, strict=True)
    ]
    insert_rows(Delivery, DELIVERY_COLUMNS, rows)


def digest_of(
    *, name: str, story: str, subject: str, actor: str, at: datetime, payload: dict[str, Any]
) -> bytes:
    """Return the SHA-256 of an entry's content, the same on every database."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    content = [name, story, subject, actor, moment, payload]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).digest()
