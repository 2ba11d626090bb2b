"""Telling reactions what they have not heard yet."""

import logging
import traceback
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from django.db import transaction
from django.db.models import prefetch_related_objects

from huiyin.kernel.claims import LeaseLost, Stint, claim_due, hand_back, put_off, settle
from huiyin.kernel.journal.events import read_event
from huiyin.kernel.journal.models import Delivery
from huiyin.kernel.journal.registry import Heard, Registered, find

BATCH = 200
log = logging.getLogger("huiyin.journal")


def deliver_due(*, at: datetime, limit: int = BATCH) -> int:
    """Tell up to `limit` waiting facts, oldest first; return how many were claimed."""
    stint = Stint.begin()
    claimed = claim_due(Delivery, at=at, limit=limit)
    prefetch_related_objects(claimed, "entry")
    ordered = sorted(claimed, key=lambda d: (d.reaction, d.pk))
    for reaction, group in groupby(ordered, key=_reaction_of):
        _tell_group(reaction, list(group), at=at, stint=stint)
    return len(claimed)


def _reaction_of(delivery: Delivery) -> Registered | None:
    return find(delivery.entry.name, delivery.reaction)


def deliver_all(*, at: datetime) -> int:
    """Deliver until nothing is due; return how many were told. For tests and imports."""
    told = 0
    while count := deliver_due(at=at):
        told += count
    return told


def _tell_group(
    reaction: Registered | None,
    deliveries: Sequence[Delivery],
    *,
    at: datetime,
    stint: Stint,
) -> None:
    if reaction is None:
        for delivery in deliveries:
            put_off(delivery, at=at, error="No such reaction in this version.", attempts=1)
    elif reaction.is_bulk and len(deliveries) > 1 and not stint.is_over:
        _tell_together(reaction, deliveries, at=at, stint=stint)
    else:
        _tell_each(reaction, deliveries, at=at, stint=stint)


def _tell_each(
    reaction: Registered, deliveries: Sequence[Delivery], *, at: datetime, stint: Stint
) -> None:
    for position, delivery in enumerate(deliveries):
        if stint.is_over:
            hand_back(deliveries[position:], at=at)
            return
        _tell_alone(reaction, delivery, at=at)


def _tell_together(
    reaction: Registered, deliveries: Sequence[Delivery], *, at: datetime, stint: Stint
) -> None:
    try:
        with transaction.atomic():
            reaction.call([_heard(delivery) for delivery in deliveries])
            settle(deliveries)
    except LeaseLost:
        log.warning("lease lost on %s deliveries to %s", len(deliveries), reaction.path)
    except Exception:
        log.exception("%s failed on %s at once; one by one", reaction.path, len(deliveries))
        _tell_each(reaction, deliveries, at=at, stint=stint)


def _tell_alone(reaction: Registered, delivery: Delivery, *, at: datetime) -> None:
    try:
        with transaction.atomic():
            heard = _heard(delivery)
            reaction.call([heard] if reaction.is_bulk else heard)
            settle([delivery])
    except LeaseLost:
        log.warning("lease lost on %s", delivery)
    except Exception:
        if put_off(delivery, at=at, error=traceback.format_exc()):
            log.exception("parked %s", delivery)


def _heard(delivery: Delivery) -> Heard:  # type: ignore[type-arg]
    entry = delivery.entry
    return Heard(
        entry_id=entry.pk,
        event=read_event(entry.name, entry.payload),
        story=entry.story,
        subject=entry.subject,
        actor=entry.actor,
        at=entry.at,
    )
