"""Setting, cancelling and firing timers."""

import logging
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import TypeAlias

from django.db import connection, transaction

from huiyin.kernel.bulk import upsert_rows
from huiyin.kernel.claims import LeaseLost, Stint, claim_due, hand_back, put_off, settle
from huiyin.kernel.timers.models import Timer

BATCH = 500
COLUMNS = ("kind", "subject", "due_at", "visible_at", "attempts")
log = logging.getLogger("huiyin.timers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A timer that has come: what it is about and when it was to ring."""

    subject: str
    due_at: datetime


Deadline: TypeAlias = Callable[[Sequence[Due], datetime], None]

_deadlines: dict[str, Deadline] = {}


def on_timer(kind: str) -> Callable[[Deadline], Deadline]:
    """Call the decorated function with all timers of `kind` that are due and the moment.

    It runs in one transaction with the end of those timers. It must be idempotent in what it
    does outside the database, and look again whether the matter still stands: a timer rings
    for what was true when it was set.
    """

    def register(deadline: Deadline) -> Deadline:
        _deadlines[kind] = deadline
        return deadline

    return register


def set_timer(*, kind: str, subject: str, due_at: datetime) -> None:
    """Ring `kind` for `subject` at `due_at`, instead of any earlier arrangement."""
    set_timers(kind=kind, due=[(subject, due_at)])


def set_timers(*, kind: str, due: Sequence[tuple[str, datetime]]) -> None:
    """Set many timers of a kind in one statement, each instead of any earlier arrangement.

    Of a subject named twice, the last arrangement counts.
    """
    last = sorted(dict(due).items())
    rows = [(kind, subject, due_at, due_at, 0, None, None, "") for subject, due_at in last]
    upsert_rows(Timer, (*COLUMNS, "parked_at", "claim", "error"), rows, key=COLUMNS[:2])


def ring_by(*, kind: str, due: Sequence[tuple[str, datetime]]) -> None:
    """Have each subject rung at its moment or before, in one statement: an earlier
    arrangement stands. No subject may come twice.

    For what looks anew at everything it stands for when it rings. A timer that rings just now
    is left to its worker: whoever sets it again sees what we wrote, or comes after us.
    """
    rows = [(kind, subject, due_at, due_at, 0, None, "") for subject, due_at in sorted(due)]
    least = "LEAST" if connection.vendor == "postgresql" else "min"
    held = '"timers_timer"."claim" IS NOT NULL'
    upsert_rows(
        Timer,
        (*COLUMNS, "parked_at", "error"),
        rows,
        key=COLUMNS[:2],
        merging={
            "due_at": f'{least}("timers_timer"."due_at", excluded."due_at")',
            "visible_at": f'CASE WHEN {held} THEN "timers_timer"."visible_at" '
            f'ELSE {least}("timers_timer"."visible_at", excluded."visible_at") END',
        },
    )


def cancel_timers(*, kind: str, subjects: Sequence[str]) -> int:
    """End these timers: what they waited for has happened. Return how many were waiting."""
    deleted, _ = Timer.objects.filter(kind=kind, subject__in=subjects).delete()
    return deleted


def fire_due(*, at: datetime, limit: int = BATCH) -> int:
    """Run the deadlines of up to `limit` timers due by `at`; return how many were claimed."""
    stint = Stint.begin()
    claimed = claim_due(Timer, at=at, limit=limit)
    ordered = sorted(claimed, key=lambda timer: (timer.kind, timer.due_at, timer.pk))
    for kind, group in groupby(ordered, key=lambda timer: timer.kind):
        _ring(_deadlines.get(kind), list(group), at=at, stint=stint)
    return len(claimed)


def fire_all(*, at: datetime) -> int:
    """Fire until nothing is due; return how many rang. For tests and simulations."""
    rang = 0
    while count := fire_due(at=at):
        rang += count
    return rang


def _ring(
    deadline: Deadline | None, timers: Sequence[Timer], *, at: datetime, stint: Stint
) -> None:
    if deadline is None:
        for timer in timers:
            put_off(timer, at=at, error="No such deadline in this version.", attempts=1)
        return
    if stint.is_over:
        hand_back(timers, at=at)
        return
    try:
        _run(deadline, timers, at=at)
    except LeaseLost:
        log.warning("lease lost on %s timers", len(timers))
    except Exception:
        _ring_each(deadline, timers, at=at, stint=stint, trouble=traceback.format_exc())


def _ring_each(
    deadline: Deadline, timers: Sequence[Timer], *, at: datetime, stint: Stint, trouble: str
) -> None:
    if len(timers) > 1:
        log.error("%s failed on %s at once: %s", timers[0].kind, len(timers), trouble)
        for timer in timers:
            _ring(deadline, [timer], at=at, stint=stint)
    elif put_off(timers[0], at=at, error=trouble):
        log.error("parked %s: %s", timers[0], trouble)


@transaction.atomic
def _run(deadline: Deadline, timers: Sequence[Timer], *, at: datetime) -> None:
    # Settled first, so that the deadline may set the same timer again.
    settle(timers)
    deadline([Due(subject=timer.subject, due_at=timer.due_at) for timer in timers], at)
