"""Cases as lines of a list: every word ready to be shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.cases.models import Case, QueueEntry
from huiyin.cases.queries.queue import ClockCard, QueueRow, rows_of
from huiyin.cases.queries.wording import (
    CHANNEL_NAMES,
    CLOCK_NAMES,
    URGENCY_NAMES,
    Names,
    names,
    state_name,
    word,
)
from huiyin.cases.rules.life import ANSWERED, State
from huiyin.customers.public import CustomerCard, customer_cards

# How often each holds for a case, what is said of it, and with which meaning. Words are looked
# up for what holds only: a page has fifty lines.
FLAGS: tuple[tuple[Callable[[Case], int], Any, str], ...] = (
    (lambda case: case.is_vip, gettext_lazy("VIP"), "information"),
    (lambda case: case.is_vulnerable, gettext_lazy("Needs special care"), "attention"),
    (lambda case: case.is_bypass, gettext_lazy("Goes to the regulator"), "overdue"),
    (lambda case: case.repeat_of_id is not None, gettext_lazy("Repeated"), "attention"),
    (lambda case: case.chased, gettext_lazy("Asked again ×%(times)d"), "attention"),
    (lambda case: case.cycle - 1, gettext_lazy("Reopened ×%(times)d"), "attention"),
    (lambda case: case.escalation, gettext_lazy("Escalated"), "overdue"),
    (lambda case: case.is_first_contact, gettext_lazy("Solved on the spot"), "ok"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockView:
    """A clock ready to be shown; `ticks` where it follows the clock on the wall."""

    id: int
    name: str
    due_at: datetime | None
    started_at: datetime
    state: str
    used: int
    remaining_s: int
    warn: int
    ticks: bool
    source: str
    pause_reason: str
    cycle: int
    kind: str

    @property
    def shown_left(self) -> int | None:
        """Return what is left; nothing where the browser goes on counting by itself."""
        return None if self.ticks else self.remaining_s

    @property
    def shown_used(self) -> int | None:
        return None if self.ticks else self.used


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One case in a list."""

    ref: str
    url: str
    state: str
    meaning: str
    priority: str
    urgency: str
    weight: str
    who: str
    topic: str
    title: str
    channel: str
    department: str
    holder: str
    opened_at: datetime
    due_at: datetime | None
    clock: ClockView | None
    marks: tuple[tuple[str, str], ...]


def queue_lines(entries: Sequence[QueueEntry], *, at: datetime) -> tuple[list[Line], Names]:
    """Return the lines for entries of the queue, with the names they were made with."""
    rows = rows_of(entries, at=at)
    known = names(at=at, people=[row.case.holder_id for row in rows])
    return [_queue_line(row, known, at=at) for row in rows], known


def case_lines(cases: Sequence[Case], *, at: datetime) -> list[Line]:
    """Return the lines for cases that need not stand in a queue."""
    known = names(at=at, people=[case.holder_id for case in cases])
    owners = customer_cards(ids={case.customer_id for case in cases if case.customer_id})
    return [line_of(case, known, customer=owners.get(case.customer_id or 0)) for case in cases]


def _queue_line(row: QueueRow, known: Names, *, at: datetime) -> Line:
    clock = clock_view(row.clock, at=at) if row.clock else None
    return line_of(row.case, known, customer=row.customer, clock=clock, due_at=row.due_at)


def line_of(
    case: Case,
    known: Names,
    *,
    customer: CustomerCard | None = None,
    clock: ClockView | None = None,
    due_at: datetime | None = None,
) -> Line:
    return Line(
        ref=case.ref,
        url=reverse("cases:case", args=[case.ref]),
        state=state_name(case.state),
        meaning=meaning_of(case.state),
        priority="" if case.urgency == "normal" else word(URGENCY_NAMES, case.urgency),
        urgency=case.urgency,
        weight="overdue" if case.urgency == "urgent" else "attention",
        who=customer.name if customer else _("Unknown"),
        topic=known.topic(case.topic),
        title=case.title,
        channel=word(CHANNEL_NAMES, case.channel),
        department=known.department(case.department),
        holder=known.holder(case.holder_id),
        opened_at=case.opened_at,
        due_at=due_at,
        clock=clock,
        marks=tuple(flags_of(case)),
    )


def meaning_of(state: str) -> str:
    """Return the meaning whose shape and colour go with a state."""
    if state in ANSWERED or state == State.CLOSED:
        return "ok"
    if state == State.IN_PROGRESS:
        return "information"
    return "attention" if state == State.RECEIVED else ""


def flags_of(case: Case) -> list[tuple[str, str]]:
    """Return what should catch the eye about a case, with its meaning."""
    return [
        (str(label) % {"times": times}, meaning)
        for count, label, meaning in FLAGS
        if (times := count(case)) > 0
    ]


def clock_view(card: ClockCard, *, at: datetime) -> ClockView:
    """Return a clock ready to be shown."""
    state = {"met": "met", "breached": "missed", "cancelled": "met"}.get(
        card.outcome, card.state
    )
    wall = (card.due_at - at).total_seconds() if card.due_at else None
    return ClockView(
        id=card.id,
        kind=card.kind,
        name=word(CLOCK_NAMES, card.kind),
        due_at=card.due_at or card.stopped_at,
        started_at=card.started_at,
        state=state,
        used=min(card.used_percent, 100),
        remaining_s=card.remaining_s,
        warn=card.warn_percent,
        ticks=card.state == "running" and wall is not None and abs(wall - card.remaining_s) < 2,
        source=card.source,
        pause_reason=card.pause_reason,
        cycle=card.cycle,
    )
