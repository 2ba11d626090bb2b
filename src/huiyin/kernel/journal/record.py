"""Writing facts down, one or many, in the caller's transaction."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.transaction import TransactionManagementError

from huiyin.kernel.bulk import Encoded, insert_rows, reserve_ids
from huiyin.kernel.clock import now
from huiyin.kernel.journal.events import Event
from huiyin.kernel.journal.models import Delivery, Entry
from huiyin.kernel.journal.registry import who_hears

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
DELIVERY_COLUMNS = ("entry_id", "reaction", "visible_at", "attempts", "error")
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
    return _write_for([fact], [who_hears(event)])[0]


def record_many(facts: Sequence[Fact]) -> None:
    """Write many facts down with a constant number of statements, in their order."""
    heard = [who_hears(fact.event) for fact in facts]
    if any(heard):
        _write_for(facts, heard)
    elif facts:
        # Nobody waits for them: the database numbers them itself, which is a statement less.
        _refuse_outside_a_transaction()
        written_at = now()
        insert_rows(Entry, ENTRY_COLUMNS[1:], [_row(fact, written_at) for fact in facts])


def _write_for(facts: Sequence[Fact], heard: Sequence[Sequence[str]]) -> Sequence[int]:
    """Write facts and a delivery for each reaction that hears one; return the entries' ids."""
    _refuse_outside_a_transaction()
    written_at = now()
    ids = reserve_ids(Entry, len(facts))
    rows = [(entry_id, *_row(f, written_at)) for entry_id, f in zip(ids, facts, strict=True)]
    insert_rows(Entry, ENTRY_COLUMNS, rows)
    deliveries = [
        (entry_id, path, written_at, 0, "")
        for entry_id, paths in zip(ids, heard, strict=True)
        for path in paths
    ]
    if deliveries:
        insert_rows(Delivery, DELIVERY_COLUMNS, deliveries)
    return ids


def _refuse_outside_a_transaction() -> None:
    if not connection.in_atomic_block:
        message = "A fact is recorded in the transaction of the change it tells of."
        raise TransactionManagementError(message)


def _row(fact: Fact, written_at: datetime) -> tuple[Any, ...]:
    name = fact.event.name
    payload = encode(fact.event.payload())
    digest = digest_of(
        name=name,
        story=fact.story,
        subject=fact.subject,
        actor=fact.actor,
        at=fact.at,
        recorded_at=written_at,
        payload=payload,
    )
    place = (fact.story, fact.subject, fact.actor, fact.at, written_at)
    return (name, *place, Encoded(payload), digest)


# Made once: json.dumps makes an encoder anew at each call with these options.
_to_json = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
).encode


def encode(payload: dict[str, Any]) -> str:
    """Return the payload as the one JSON text that is hashed, the same on every database."""
    text = _to_json(payload)
    if "\\u0000" in text:
        # PostgreSQL cannot keep it; refused everywhere rather than on one database only.
        message = "A payload holds a NUL character."
        raise ValueError(message)
    return text


def digest_of(
    *,
    name: str,
    story: str,
    subject: str,
    actor: str,
    at: datetime,
    recorded_at: datetime,
    payload: str,
) -> bytes:
    """Return the SHA-256 of all that an entry says, its payload given as `encode` writes it."""
    # JSON escapes the separator and names never hold it: no two entries read the same.
    head = "\x1f".join((name, story, subject, actor, _moment(at), _moment(recorded_at)))
    return hashlib.sha256(f"{head}\x1f{payload}".encode()).digest()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
