"""Doing the periodic works: one worker at a time, the next turn after the last has ended."""

import logging
import time
import traceback
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import F

from huiyin.kernel.worker.models import Turn
from huiyin.kernel.worker.registry import Work

# Renewed with every heartbeat while the work goes on; runs out when its worker is dead.
LEASE = timedelta(seconds=60)
LONGEST_WAIT = timedelta(minutes=15)
log = logging.getLogger("huiyin.worker")


def ensure_turns(works: Iterable[Work], *, at: datetime) -> None:
    """Make the rows of works this version knows; forget those it does not."""
    known = {work.name for work in works}
    Turn.objects.bulk_create(
        [Turn(name=name, next_at=at) for name in sorted(known)], ignore_conflicts=True
    )
    Turn.objects.exclude(name__in=known).delete()


def due_names(*, at: datetime) -> set[str]:
    """Return the names of the works whose turn has come."""
    return set(Turn.objects.filter(next_at__lte=at).values_list("name", flat=True))


def hasten(name: str, *, at: datetime) -> bool:
    """Let the turn of a work come now; return whether nobody is at it just then."""
    return bool(Turn.objects.filter(name=name, claim=None).update(next_at=at))


def take_turn(work: Work, *, at: datetime) -> uuid.UUID | None:
    """Claim the turn of `work`, or return None when another worker was quicker."""
    token = uuid.uuid4()
    free = Turn.objects.filter(name=work.name, next_at__lte=at)
    return token if free.update(claim=token, next_at=at + LEASE) else None


def renew_turns(tokens: Iterable[uuid.UUID], *, at: datetime) -> None:
    """Keep works that are still going on from being taken over."""
    Turn.objects.filter(claim__in=list(tokens)).update(next_at=at + LEASE)


def do_turn(work: Work, token: uuid.UUID, *, at: datetime) -> int:
    """Do `work` once and note how it went; return how many things it did."""
    started = time.perf_counter()
    try:
        done = work.do(at)
    except Exception:
        log.exception("work %s failed", work.name)
        _note_failure(work, at=at, claim=token)
        return 0
    took = time.perf_counter() - started
    wait = timedelta() if done else work.every
    Turn.objects.filter(name=work.name, claim=token).update(
        claim=None,
        next_at=at + timedelta(seconds=took) + wait,
        last_at=at,
        last_ms=int(took * 1000),
        failures=0,
        error="",
    )
    return done


def do_shared(work: Work, *, at: datetime) -> int:
    """Do a work that all workers do; only a failure, and the first success after, is noted."""
    try:
        done = work.do(at)
    except Exception:
        log.exception("work %s failed", work.name)
        _note_failure(work, at=at, claim=None)
        return 0
    recovered = Turn.objects.filter(name=work.name).exclude(failures=0)
    recovered.update(failures=0, error="", last_at=at)
    return done


def _note_failure(work: Work, *, at: datetime, claim: uuid.UUID | None) -> None:
    # If the database itself is gone this raises too, and the lease runs out by itself.
    mine = Turn.objects.filter(name=work.name, claim=claim)
    failures = mine.values_list("failures", flat=True).first() or 0
    mine.update(
        claim=None,
        next_at=at + wait_after_failures(work.every, failures + 1),
        last_at=at,
        failures=F("failures") + 1,
        error=traceback.format_exc()[-4000:],
    )


def wait_after_failures(every: timedelta, failures: int) -> timedelta:
    """Return how long to wait: the usual time, doubled per failure, at most 15 minutes more."""
    doubled: timedelta = every * 2 ** min(failures, 10)
    return min(doubled, every + LONGEST_WAIT)
