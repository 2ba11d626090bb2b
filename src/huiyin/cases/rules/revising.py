"""Which running clocks a change of the standards touches, and what a draft would do."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from huiyin.cases.rules.clocks import Clock, Segment, Time, consumed, retarget


class Promised(Protocol):
    """What standards promise of a kind of clock."""

    @property
    def policy_version_id(self) -> int: ...
    @property
    def target_s(self) -> int: ...
    @property
    def calendar(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A change of the standards: a new version of a policy, a calendar, or (neither) the law.

    `last` is the clock that was looked at last.
    """

    version_id: int = 0
    previous_id: int = 0
    calendar: str = ""
    last: int = 0

    def after(self, clock_id: int) -> "Revision":
        return replace(self, last=clock_id)

    def as_text(self) -> str:
        """Return the change as the subject of a timer."""
        return f"{self.version_id}:{self.previous_id}:{self.last}:{self.calendar}"

    @classmethod
    def from_text(cls, text: str) -> "Revision":
        version_id, previous_id, last, calendar = text.split(":", 3)
        return cls(
            version_id=int(version_id),
            previous_id=int(previous_id),
            last=int(last),
            calendar=calendar,
        )


def is_revised(
    revision: Revision,
    *,
    version_id: int | None,
    target_s: int,
    calendar: str,
    promise: Promised,
) -> bool:
    """Return whether a clock takes on `promise` because of this change, and no other.

    Versions that apply to new clocks only must not reach a running one with a later change:
    a policy takes in its own clocks, and those it wins; the law those whose policy is the same.
    """
    if revision.version_id:
        is_new = promise.policy_version_id != version_id
        is_ours = promise.policy_version_id == revision.version_id
        return is_new and (is_ours or version_id == revision.previous_id)
    is_other = (promise.target_s, promise.calendar) != (target_s, calendar)
    return is_other and promise.policy_version_id == version_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What another promise would do to one live clock."""

    is_moved: bool
    is_earlier: bool
    is_newly_breached: bool


def would_move(
    clock: Clock,
    *,
    target_s: int,
    ledger: Iterable[Segment],
    old: Time,
    new: Time,
    at: datetime,
) -> Moved:
    """Return what `target_s` on the calendar `new` would do to a clock that runs on `old`.

    `ledger` is given where the calendar is another.
    """
    after = retarget(clock, target_s=target_s, time=new, ledger=list(ledger))
    was_late = consumed(clock, at=at, time=old) > clock.target_s
    is_late = consumed(after, at=at, time=new) > target_s
    if clock.due_at is None or after.due_at is None:
        left = clock.target_s - clock.consumed_s
        is_moved = target_s - after.consumed_s != left
        is_earlier = target_s - after.consumed_s < left
    else:
        is_moved, is_earlier = after.due_at != clock.due_at, after.due_at < clock.due_at
    return Moved(
        is_moved=is_moved, is_earlier=is_earlier, is_newly_breached=is_late and not was_late
    )
