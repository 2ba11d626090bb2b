"""Telling reactions what they have not heard yet."""

import logging
import traceback
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from django.db import transaction

from huiyin.kernel.claims import LeaseLost, claim_due, put_off, settle
from huiyin.kernel.journal.events import read_event
from huiyin.kernel.journal.models import Delivery
from huiyin.kernel.journal.registry import Heard, Registered, find

BATCH = 200
log = logging.getLogger("huiyin.journal")


def deliver_due(*, at: datetime, limit: int = BATCH) -> int:
    """Tell up to `limit` waiting facts, oldest first; return how many were claimed."""
    claimed = claim_due(Delivery, at=at, limit=limit)
    entries = {
        delivery.pk: delivery.entry
        for delivery in Delivery.objects.filter(pk__in=[d.pk for d in claimed]).select_related(
            "entry"
        )
    }
    alive = [delivery for delivery in claimed if delivery.pk in entries]
    for delivery in alive:
        delivery.entry = entries[delivery.pk]
    ordered = sorted(alive, key=lambda d: (d.reaction, d.entry.name, d.pk))
    for (reaction, name), group in groupby(ordered, key=lambda d: (d.reaction, d.entry.name)):
        _tell_group(find(name, reaction), list(group), at=at)
    return len(claimed)


def deliver_all(*, at: datetime) -> int:
    """Deliver until nothing is due; return how many were told. For tests and imports."""
    told = 0
    while count := deliver_due(at=at):
        told += count
    return told


def _tell_group(
    reaction: Registered | None, deliveries: Sequence[Delivery], *, at: datetime
) -> None:
    if reaction is None:
        for delivery in deliveries:
            put_off(delivery, at=at, error="No such reaction in this version.", attempts=1)
    elif reaction.is_bulk and len(deliveries) > 1:
        _tell_together(reaction, deliveries, at=at)
    else:
        for delivery in deliveries:
            _tell_alone(reaction, delivery, at=at)


def _tell_together(
    reaction: Registered, deliveries: Sequence[Delivery], *, at: datetime
) -> None:
    try:
        with transaction.atomic():
            reaction.call([_heard(delivery) for delivery in deliveries])
            settle(deliveries)
    except LeaseLost:
        log.warning("lease lost on %s deliveries to %s", len(deliveries), reaction.path)
    except Exception:
        for delivery in deliveries:
            _tell_alone(reaction, delivery, at=at)


def _tell_alone(reaction: Registered, delivery: Delivery, *, at: datetime) -> None:
    heard = _heard(delivery)
    try:
        with transaction.atomic():
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
