"""Work that is due, claimed by one worker at a time: timers, deliveries, notices, webhooks.

A row is claimed by moving `visible_at` past a lease; a worker that dies simply lets the lease
run out. A failure doubles the wait up to a cap and parks the row after the last attempt, where
a person finds it. Cost follows the rows that are due, never the rows that exist.
"""

import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, ClassVar, TypeVar

from django.db import connection, models, transaction
from django.db.models import F, Q

LEASE = timedelta(seconds=60)
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=1)
MAX_ATTEMPTS = 12


@dataclass(frozen=True, slots=True)
class Stint:
    """How long a worker has held what it claimed, by a clock that never jumps."""

    began: float

    @classmethod
    def begin(cls) -> "Stint":
        return cls(time.perf_counter())

    @property
    def is_over(self) -> bool:
        """Whether so much of the lease is gone that the rest should be handed back."""
        return time.perf_counter() - self.began > LEASE.total_seconds() / 2


class LeaseLost(Exception):  # noqa: N818 - not an error: somebody else goes on
    """Another worker took the row over; roll back, it is theirs now."""


class Claimable(models.Model):
    """A row that some worker must deal with at or after `visible_at`."""

    visible_at = models.DateTimeField()
    claim = models.UUIDField(null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    parked_at = models.DateTimeField(null=True)
    error = models.TextField(default="", blank=True)

    class Meta:
        abstract = True

    # Which rows still want work; subclasses with their own states narrow it.
    OPEN: ClassVar[Q] = Q(parked_at=None)


C = TypeVar("C", bound=Claimable)


def claim_due(
    model: type[C], *, at: datetime, limit: int, lease: timedelta = LEASE, only: Q | None = None
) -> list[C]:
    """Return up to `limit` due rows, now leased to the caller, those longest due first."""
    due = model._default_manager.filter(model.OPEN, visible_at__lte=at)  # noqa: SLF001
    if only is not None:
        due = due.filter(only)
    first = due.order_by("visible_at", "pk").values_list("pk", flat=True)
    # Looking takes no lock and no transaction: an idle worker stands in nobody's way.
    seen = list(first[:limit])
    if not seen:
        return []
    token = uuid.uuid4()
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            seen = list(first.select_for_update(skip_locked=True, of=("self",))[:limit])
        # The condition is repeated: on SQLite it is what keeps two workers apart.
        due.filter(pk__in=seen).update(claim=token, visible_at=at + lease)
    held = model._default_manager.filter(pk__in=seen, claim=token)  # noqa: SLF001
    return list(held.order_by("pk"))


def hand_back(rows: Sequence[Claimable], *, at: datetime) -> None:
    """Give claimed rows up untried: there is no time left to deal with them in this lease."""
    if rows:
        model: Any = type(rows[0])
        mine = model.objects.filter(pk__in=[row.pk for row in rows], claim=rows[0].claim)
        mine.update(visible_at=at, claim=None)


def settle(rows: Sequence[Claimable]) -> None:
    """Delete finished rows in the caller's transaction; LeaseLost if any was taken over."""
    if not rows:
        return
    model: Any = type(rows[0])
    ids = [row.pk for row in rows]
    deleted, _ = model.objects.filter(pk__in=ids, claim=rows[0].claim).delete()
    if deleted != len(rows):
        message = f"{len(rows) - deleted} of {len(rows)} {model.__name__} rows were taken over"
        raise LeaseLost(message)


def put_off(row: Claimable, *, at: datetime, error: str, attempts: int = MAX_ATTEMPTS) -> bool:
    """Write the failure down and wait longer, or park the row; return whether it is parked."""
    return bool(put_off_all([row], at=at, error=error, attempts=attempts))


def put_off_all(
    rows: Sequence[C], *, at: datetime, error: str, attempts: int = MAX_ATTEMPTS
) -> list[C]:
    """Write one failure of many claimed rows down; return those that are parked by it.

    One statement for all that failed equally often before.
    """
    parked = []
    for earlier, group in groupby(sorted(rows, key=_attempts), key=_attempts):
        failed = list(group)
        is_last = earlier + 1 >= attempts
        model: Any = type(failed[0])
        model.objects.filter(pk__in=[row.pk for row in failed], claim=failed[0].claim).update(
            attempts=F("attempts") + 1,
            visible_at=at + wait_after(earlier + 1),
            parked_at=at if is_last else None,
            claim=None,
            error=error[-4000:],
        )
        parked += failed if is_last else []
    return parked


def _attempts(row: Claimable) -> int:
    return row.attempts


def wait_after(attempts: int) -> timedelta:
    """Return how long to wait after the n-th failure: 5 s, doubled, at most an hour."""
    doubled: timedelta = FIRST_WAIT * 2 ** min(attempts - 1, 20)
    return min(doubled, LONGEST_WAIT)


def retry_parked(model: type[Claimable], ids: Sequence[int], *, at: datetime) -> int:
    """Give parked rows their attempts back; return how many were parked."""
    parked: Any = model._default_manager.filter(pk__in=ids).exclude(parked_at=None)  # noqa: SLF001
    return int(parked.update(parked_at=None, attempts=0, visible_at=at, claim=None))
