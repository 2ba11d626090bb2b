"""How the spine is: what waits, for how long, what is parked, who is alive."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min

from huiyin.kernel.claims import Claimable
from huiyin.kernel.journal.models import Delivery, Entry, Seal
from huiyin.kernel.timers.models import Timer
from huiyin.kernel.worker.heartbeat import SILENCE
from huiyin.kernel.worker.models import Heartbeat, Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """A kind of leased work. `lag_s`: how long the longest waiting has been due."""

    name: str
    due: int
    lag_s: float
    parked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerCard:
    """A worker process as its last heartbeat showed it."""

    name: str
    state: str
    seen_at: datetime
    started_at: datetime
    delivered: int
    fired: int
    worked: int
    memory_mb: int
    skew_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The whole, at one moment. Counting costs what is due, never what waits for later."""

    queues: tuple[Queue, ...]
    workers: tuple[WorkerCard, ...]
    failing: tuple[Turn, ...]
    unsealed: int
    seals: int
    last_sealed_at: datetime | None

    @property
    def alive(self) -> int:
        return sum(worker.state == "alive" for worker in self.workers)


def health(*, at: datetime) -> Health:
    """Return how the spine is at that moment."""
    last = Seal.objects.order_by("-pk").values_list("pk", "sealed_at").first()
    return Health(
        queues=(_queue("deliveries", Delivery, at), _queue("timers", Timer, at)),
        workers=tuple(_card(row, at) for row in Heartbeat.objects.order_by("name")),
        failing=tuple(Turn.objects.exclude(failures=0)),
        unsealed=Entry.objects.filter(seal=None).count(),
        seals=Seal.objects.count(),
        last_sealed_at=last[1] if last else None,
    )


def _queue(name: str, model: type[Claimable], at: datetime) -> Queue:
    rows: Any = model._default_manager  # noqa: SLF001
    due = rows.filter(parked_at=None, visible_at__lte=at)
    seen = due.aggregate(count=Count("pk"), oldest=Min("visible_at"))
    lag = (at - seen["oldest"]).total_seconds() if seen["oldest"] else 0.0
    parked = rows.exclude(parked_at=None).count()
    return Queue(name=name, due=seen["count"], lag_s=lag, parked=parked)


def _card(row: Heartbeat, at: datetime) -> WorkerCard:
    return WorkerCard(
        name=row.name,
        state=_state(row, at),
        seen_at=row.seen_at,
        started_at=row.started_at,
        delivered=row.delivered,
        fired=row.fired,
        worked=row.worked,
        memory_mb=row.memory_mb,
        skew_s=row.skew_s,
    )


def _state(row: Heartbeat, at: datetime) -> str:
    if row.stopped_at is not None:
        return "stopped"
    if at - row.seen_at > SILENCE:
        return "silent"
    # The heart beats in a thread of its own: it may beat on while the loop hangs.
    return "stuck" if row.seen_at - row.looped_at > 4 * SILENCE else "alive"
