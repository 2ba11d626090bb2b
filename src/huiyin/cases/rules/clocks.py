"""SLA clocks as values: start, pause, resume, stop, retarget; what is due when; in words.

A clock measures working seconds of one calendar. While it runs, `running_since` is set and
`due_at` says when the promise falls due; while it is paused there is no due moment. Every
finished stretch is a Segment of its ledger, so that a clock can be replayed and explained.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

# Clock kinds (see standards): what a customer was promised, and the steps on the way.
FIRST_RESPONSE = "first_response"
RESOLUTION = "resolution"
LEGAL_ANSWER = "legal_answer"
FAULT_RESPONSE = "fault_response"
FAULT_REPAIR = "fault_repair"
ACCEPT = "accept"
DISPATCH = "dispatch"
WORK = "work"
FEEDBACK = "feedback"
CALL_BACK = "call_back"

# Waiting for the customer stops our promises, never the clock of the law.
PAUSABLE = frozenset({RESOLUTION, FAULT_REPAIR, WORK, FEEDBACK})

RUNNING, PAUSED, STOPPED = "running", "paused", "stopped"
MET, BREACHED, CANCELLED = "met", "breached", "cancelled"


class Time(Protocol):
    """The working time of a calendar (kernel.clock.WorkingTime)."""

    def add_working(self, start: datetime, seconds: int) -> datetime: ...
    def working_between(self, start: datetime, end: datetime) -> int: ...


@dataclass(frozen=True, slots=True)
class Segment:
    """A finished stretch of a clock: half-open [started_at, ended_at), in working seconds."""

    state: str
    started_at: datetime
    ended_at: datetime
    seconds: int
    reason: str = ""
    actor: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """The reading of a clock."""

    target_s: int
    started_at: datetime
    state: str = RUNNING
    consumed_s: int = 0
    # Since when the present stretch lasts, running or paused; None once stopped.
    since: datetime | None = None
    due_at: datetime | None = None
    stopped_at: datetime | None = None
    outcome: str = ""
    pause_reason: str = ""


def start(*, target_s: int, at: datetime, time: Time, consumed_s: int = 0) -> Clock:
    """Start a clock; `consumed_s` is what an earlier clock of the same promise used up."""
    return Clock(
        target_s=target_s,
        started_at=at,
        consumed_s=consumed_s,
        since=at,
        due_at=time.add_working(at, max(0, target_s - consumed_s)),
    )


def consumed(clock: Clock, *, at: datetime, time: Time) -> int:
    """Return the working seconds used up by `at`."""
    if clock.state != RUNNING or clock.since is None or at <= clock.since:
        return clock.consumed_s
    return clock.consumed_s + time.working_between(clock.since, at)


def pause(
    clock: Clock, *, at: datetime, time: Time, reason: str, actor: str = ""
) -> tuple[Clock, Segment]:
    """Stop counting: the due moment goes, what was consumed is kept."""
    segment = _close(clock, at=at, time=time, actor=actor)
    paused = replace(
        clock,
        state=PAUSED,
        consumed_s=clock.consumed_s + segment.seconds,
        since=at,
        due_at=None,
        pause_reason=reason,
    )
    return paused, segment


def resume(clock: Clock, *, at: datetime, time: Time, actor: str = "") -> tuple[Clock, Segment]:
    """Count on from what was consumed."""
    segment = _close(clock, at=at, time=time, actor=actor)
    remaining = max(0, clock.target_s - clock.consumed_s)
    due_at = time.add_working(at, remaining)
    running = replace(clock, state=RUNNING, since=at, due_at=due_at, pause_reason="")
    return running, segment


def stop(
    clock: Clock, *, at: datetime, time: Time, actor: str = "", is_cancelled: bool = False
) -> tuple[Clock, Segment]:
    """End the clock: met when no more than the target was consumed."""
    segment = _close(clock, at=at, time=time, actor=actor)
    used = clock.consumed_s + (segment.seconds if clock.state == RUNNING else 0)
    kept = MET if used <= clock.target_s else BREACHED
    outcome = CANCELLED if is_cancelled else kept
    stopped = replace(
        clock,
        state=STOPPED,
        consumed_s=used,
        since=None,
        due_at=None,
        stopped_at=at,
        outcome=outcome,
        pause_reason="",
    )
    return stopped, segment


def retarget(
    clock: Clock, *, target_s: int, time: Time, ledger: Sequence[Segment] = ()
) -> Clock:
    """Put another promise on the same matter: counted from the beginning, pauses taken over.

    With another calendar the ledger is needed, because working seconds differ by calendar.
    """
    used = clock.consumed_s
    if ledger:
        running = (part for part in ledger if part.state == RUNNING)
        used = sum(time.working_between(part.started_at, part.ended_at) for part in running)
    due_at = None
    if clock.state == RUNNING and clock.since is not None:
        due_at = time.add_working(clock.since, max(0, target_s - used))
    return replace(clock, target_s=target_s, consumed_s=used, due_at=due_at)


def moment_of(clock: Clock, percent: int, *, time: Time) -> datetime | None:
    """Return when `percent` of the target will be used up, if the clock goes on running."""
    if clock.state != RUNNING or clock.since is None:
        return None
    wanted = clock.target_s * percent // 100
    if wanted <= clock.consumed_s:
        return clock.since
    return time.add_working(clock.since, wanted - clock.consumed_s)


def next_milestone(
    clock: Clock, percents: Sequence[int], *, fired: int, time: Time
) -> tuple[int, datetime] | None:
    """Return the first milestone above `fired` percent and its moment, if there is one."""
    coming = [percent for percent in sorted(percents) if percent > fired]
    if not coming:
        return None
    moment = moment_of(clock, coming[0], time=time)
    return None if moment is None else (coming[0], moment)


def first_milestone(
    clock: Clock, percents: Sequence[int], *, at: datetime, time: Time
) -> tuple[int, datetime | None]:
    """Return which percent counts as told, and when the next milestone of a new clock comes.

    What passed before `at` is not told step by step: the last of it is the first to fire.
    `percents` ascend.
    """
    if not percents or clock.since is None:
        return 0, None
    used = consumed(clock, at=at, time=time) * 100 // max(1, clock.target_s)
    passed = bisect_right(percents, used)
    index = max(0, passed - 1)
    told = percents[index - 1] if index else 0
    return told, time.add_working(clock.since, clock.target_s * percents[index] // 100)


def replay(
    *,
    target_s: int,
    started_at: datetime,
    steps: Sequence[tuple[str, datetime, str]],
    time: Time,
) -> tuple[Clock, list[Segment]]:
    """Rebuild a clock from steps (`pause`|`resume`|`stop`|`cancel`, at, why)."""
    clock = start(target_s=target_s, at=started_at, time=time)
    ledger: list[Segment] = []
    for verb, at, why in steps:
        if verb == "pause":
            clock, segment = pause(clock, at=at, time=time, reason=why)
        elif verb == "resume":
            clock, segment = resume(clock, at=at, time=time)
        else:
            clock, segment = stop(clock, at=at, time=time, is_cancelled=verb == "cancel")
        ledger.append(segment)
    return clock, ledger


def _close(clock: Clock, *, at: datetime, time: Time, actor: str) -> Segment:
    if clock.since is None:
        message = "a stopped clock has no present stretch"
        raise ValueError(message)
    # A clock on another machine may be a little ahead: time never runs backwards here.
    ended_at = max(at, clock.since)
    return Segment(
        state=clock.state,
        started_at=clock.since,
        ended_at=ended_at,
        seconds=time.working_between(clock.since, ended_at),
        reason=clock.pause_reason,
        actor=actor,
    )
