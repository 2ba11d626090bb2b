"""What a clock should read by the journal, and in what it reads otherwise."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from huiyin.cases.rules.clocks import (
    BREACHED,
    CANCELLED,
    MET,
    PAUSABLE,
    RUNNING,
    STOPPED,
    Clock,
    Segment,
    Time,
    replay,
)

PAUSE, RESUME = "pause", "resume"


@dataclass(frozen=True, slots=True)
class Wait:
    """A case began (`pause`) or ceased (`resume`) to wait for somebody, by the journal."""

    verb: str
    at: datetime
    why: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """The clock and ledger a replay leads to, and in what the stored ones differ."""

    clock: Clock
    ledger: tuple[Segment, ...]
    differs: tuple[str, ...]


def waits_of_clock(
    waits: Iterable[Wait], *, kind: str, started_at: datetime, stopped_at: datetime | None
) -> list[tuple[str, datetime, str]]:
    """Return the pauses and resumptions of a clock of this kind during its life.

    A clock started while its case waits is paused from the beginning.
    """
    if kind not in PAUSABLE:
        return []
    steps: list[tuple[str, datetime, str]] = []
    waiting: Wait | None = None
    for wait in waits:
        if stopped_at is not None and wait.at >= stopped_at:
            break
        if waiting is not None and wait.verb == RESUME:
            if wait.at >= started_at:
                steps += [_paused(waiting, started_at), (RESUME, wait.at, "")]
            waiting = None
        elif waiting is None and wait.verb == PAUSE:
            waiting = wait
    if waiting is not None:
        steps.append(_paused(waiting, started_at))
    return steps


def compare(
    stored: Clock,
    ledger: Sequence[Segment],
    steps: Sequence[tuple[str, datetime, str]],
    *,
    time: Time,
) -> Finding:
    """Replay the clock and say in what it differs from what is stored."""
    wanted, stretches = _replayed(stored, steps, time)
    known = _solid(ledger)
    if stored.state == STOPPED and (not ledger or _bounds(known) == _bounds(stretches)):
        # An ended clock keeps the figures of its day, whatever its calendar says since.
        used = _used(known) if ledger else stored.consumed_s
        wanted = replace(wanted, consumed_s=used, outcome=_outcome(stored, used))
        stretches = list(ledger)
    differs = [
        name
        for name in ("state", "consumed_s", "since", "due_at", "stopped_at", "outcome")
        if getattr(stored, name) != getattr(wanted, name)
    ]
    if _figures(known) != _figures(_solid(stretches)):
        differs.append("ledger")
    return Finding(wanted, tuple(stretches), tuple(differs))


def _replayed(
    stored: Clock, steps: Sequence[tuple[str, datetime, str]], time: Time
) -> tuple[Clock, list[Segment]]:
    told = list(steps)
    if stored.state == STOPPED and stored.stopped_at is not None:
        verb = "cancel" if stored.outcome == CANCELLED else "stop"
        told.append((verb, stored.stopped_at, ""))
    return replay(target_s=stored.target_s, started_at=stored.started_at, steps=told, time=time)


def _paused(wait: Wait, started_at: datetime) -> tuple[str, datetime, str]:
    return (PAUSE, max(wait.at, started_at), wait.why[:200])


def _outcome(stored: Clock, used: int) -> str:
    if stored.outcome == CANCELLED:
        return CANCELLED
    return MET if used <= stored.target_s else BREACHED


def _used(ledger: Iterable[Segment]) -> int:
    return sum(part.seconds for part in ledger if part.state == RUNNING)


def _solid(ledger: Iterable[Segment]) -> list[Segment]:
    """Return the ledger without stretches of no length: they say nothing."""
    return [part for part in ledger if part.started_at != part.ended_at]


def _bounds(ledger: Iterable[Segment]) -> list[tuple[str, datetime, datetime]]:
    return [(part.state, part.started_at, part.ended_at) for part in _solid(ledger)]


def _figures(ledger: Iterable[Segment]) -> list[tuple[str, datetime, datetime, int]]:
    return [(part.state, part.started_at, part.ended_at, part.seconds) for part in ledger]
