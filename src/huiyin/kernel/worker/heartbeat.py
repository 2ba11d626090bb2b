"""A worker's sign of life."""

import os
import resource
import socket
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.db import connection

from huiyin.kernel.clock import now
from huiyin.kernel.worker.models import Heartbeat

EVERY = timedelta(seconds=10)
# Three beats missed: dead, or its machine is.
SILENCE = timedelta(seconds=35)
FORGET_AFTER = timedelta(days=1)


@dataclass
class Tally:
    """What one worker process has done since it started."""

    name: str
    started_at: datetime
    looped_at: datetime
    delivered: int = 0
    fired: int = 0
    worked: int = 0
    per_work: dict[str, int] = field(default_factory=dict)

    def add_work(self, name: str, done: int) -> None:
        self.worked += done
        self.per_work[name] = self.per_work.get(name, 0) + done


def worker_name() -> str:
    """Return a name no other worker process has: machine and process number."""
    return f"{socket.gethostname()[:100]}:{os.getpid()}"


def beat(tally: Tally, *, at: datetime, skew: timedelta, is_last: bool = False) -> None:
    """Write the sign of life; forget workers that were last seen long ago."""
    Heartbeat.objects.update_or_create(
        name=tally.name,
        defaults={
            "started_at": tally.started_at,
            "seen_at": at,
            "looped_at": tally.looped_at,
            "stopped_at": at if is_last else None,
            "delivered": tally.delivered,
            "fired": tally.fired,
            "worked": tally.worked,
            "memory_mb": memory_mb(),
            "skew_s": round(skew.total_seconds(), 3),
        },
    )
    Heartbeat.objects.filter(seen_at__lt=at - FORGET_AFTER).delete()


def memory_mb() -> int:
    """Return the most memory this process has ever used, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // (1024 if sys.platform != "darwin" else 1024 * 1024)


def measure_skew() -> timedelta:
    """Return how far this machine's clock is ahead of the database's.

    Workers on several machines claim by the database's clock, so that one whose own clock
    is wrong neither takes work early nor steals what others hold.
    """
    if connection.vendor != "postgresql":
        return timedelta()
    before = now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        there: datetime = cursor.fetchone()[0]
    after = now()
    return before + (after - before) / 2 - there.astimezone(UTC)
