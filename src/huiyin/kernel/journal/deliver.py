"""Telling reactions what they have not heard yet."""

import logging
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import transaction

from huiyin.kernel.claims import LeaseLost, Stint, claim_due, hand_back, put_off, settle
from huiyin.kernel.journal.events import Event, read_event
from huiyin.kernel.journal.models import Delivery, Entry
from huiyin.kernel.journal.registry import Heard, Registered, find

BATCH = 500
ENTRY_FIELDS = ("pk", "name", "payload", "story", "subject", "actor", "at")
log = logging.getLogger("huiyin.journal")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claimed delivery with what its entry says, as plain values: quicker than a model."""

    delivery: Delivery
    entry: tuple[Any, ...]


def deliver_due(*, at: datetime, limit: int = BATCH) -> int:
    """Tell up to `limit` waiting facts, oldest first; return how many were claimed."""
    stint = Stint.begin()
    claimed = claim_due(Delivery, at=at, limit=limit)
    waiting = sorted(
        _with_entries(claimed), key=lambda one: (one.delivery.reaction, one.delivery.pk)
    )
    for reaction, group in groupby(waiting, key=_reaction_of):
        _tell_group(reaction, list(group), at=at, stint=stint)
    return len(claimed)


def _reaction_of(waiting: Waiting) -> Registered | None:
    return find(waiting.entry[1], waiting.delivery.reaction)


def _with_entries(deliveries: Sequence[Delivery]) -> list[Waiting]:
    ids = {delivery.entry_id for delivery in deliveries}
    rows = Entry.objects.filter(pk__in=ids).values_list(*ENTRY_FIELDS)
    entries = {row[0]: row for row in rows}
    return [Waiting(delivery, entries[delivery.entry_id]) for delivery in deliveries]


def deliver_all(*, at: datetime) -> int:
    """Deliver until nothing is due; return how many were told. For tests and imports."""
    told = 0
    while count := deliver_due(at=at):
        told += count
    return told


def _tell_group(
    reaction: Registered | None,
    deliveries: Sequence[Waiting],
    *,
    at: datetime,
    stint: Stint,
) -> None:
    if reaction is None:
        for waiting in deliveries:
            put_off(
                waiting.delivery, at=at, error="No such reaction in this version.", attempts=1
            )
    elif reaction.is_bulk and len(deliveries) > 1 and not stint.is_over:
        _tell_together(reaction, deliveries, at=at, stint=stint)
    else:
        _tell_each(reaction, deliveries, at=at, stint=stint)


def _tell_each(
    reaction: Registered, deliveries: Sequence[Waiting], *, at: datetime, stint: Stint
) -> None:
    for position, waiting in enumerate(deliveries):
        if stint.is_over:
            hand_back([left.delivery for left in deliveries[position:]], at=at)
            return
        _tell_alone(reaction, waiting, at=at)


def _tell_together(
    reaction: Registered, deliveries: Sequence[Waiting], *, at: datetime, stint: Stint
) -> None:
    try:
        with transaction.atomic():
            reaction.call([_heard(waiting) for waiting in deliveries])
            settle([waiting.delivery for waiting in deliveries])
    except LeaseLost:
        log.warning("lease lost on %s deliveries to %s", len(deliveries), reaction.path)
    except Exception:
        log.exception("%s failed on %s at once; one by one", reaction.path, len(deliveries))
        _tell_each(reaction, deliveries, at=at, stint=stint)


def _tell_alone(reaction: Registered, waiting: Waiting, *, at: datetime) -> None:
    try:
        with transaction.atomic():
            heard = _heard(waiting)
            reaction.call([heard] if reaction.is_bulk else heard)
            settle([waiting.delivery])
    except LeaseLost:
        log.warning("lease lost on %s", waiting.delivery)
    except Exception:
        if put_off(waiting.delivery, at=at, error=traceback.format_exc()):
            log.exception("parked %s", waiting.delivery)


def _heard(waiting: Waiting) -> Heard[Event]:
    entry_id, name, payload, story, subject, actor, at = waiting.entry
    return Heard(
        entry_id=entry_id,
        event=read_event(name, payload),
        story=story,
        subject=subject,
        actor=actor,
        at=at,
    )
