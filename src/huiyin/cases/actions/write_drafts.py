"""Writing opened complaints down: case, clocks, queue, search, journal, acknowledgement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from huiyin.cases.actions.run_clocks import AT_OPENING, NEVER, ClockNeed, start_clocks
from huiyin.cases.events import CaseBypassed, CaseDispatched, CaseOpened, TwinFound
from huiyin.cases.models import Case, MergeCandidate, QueueEntry
from huiyin.cases.queries.search import index_cases
from huiyin.cases.rules import clocks, opening, repeats
from huiyin.cases.rules.dispatch import Decision
from huiyin.cases.rules.life import ENDED, State
from huiyin.cases.rules.merging import Twin
from huiyin.cases.rules.opening import NewComplaint
from huiyin.customers.public import CustomerCard
from huiyin.kernel.bulk import insert_rows
from huiyin.kernel.journal.record import Fact, record_many
from huiyin.kernel.text import Understanding
from huiyin.notifications.public import NewNotice, notify
from huiyin.standards.public import PromiseKey

CASE_COLUMNS = (
    "id",
    "ref",
    "customer_id",
    "holder_id",
    "state",
    "cycle",
    "channel",
    "source",
    "title",
    "topic",
    "topic_confidence",
    "topic_by",
    "suggestions",
    "judged_by",
    "cause",
    "urgency",
    "sentiment",
    "signals",
    "language",
    "region",
    "place",
    "is_vip",
    "is_vulnerable",
    "is_bypass",
    "is_first_contact",
    "department",
    "team",
    "reasons",
    "handovers",
    "chased",
    "escalation",
    "repeat_of_id",
    "opened_at",
    "recorded_at",
    "first_response_at",
    "resolved_at",
    "closed_at",
    "updated_at",
    "source_topic",
    "source_status",
)
QUEUE_COLUMNS = (
    "case_id",
    "due_at",
    "state",
    "department",
    "team",
    "holder_id",
    "region",
    "topic",
    "escalation",
    "needs_triage",
)


TWIN_COLUMNS = (
    *("case_id", "other_id", "score", "reasons", "found_at"),
    *("state", "state_before", "decided_by"),
)
UNDECIDED = Decision("care", "", None, ())


@dataclass(slots=True, kw_only=True)
class Draft:
    """A complaint on its way to becoming a case."""

    complaint: NewComplaint
    case_id: int
    ref: str
    customer: CustomerCard | None
    read: Understanding
    topic: str = ""
    confidence: float = 0.0
    topic_by: str = "model"
    urgency: str = "normal"
    state: str = State.RECEIVED
    repeat_of: repeats.Earlier | None = None
    twins: tuple[Twin, ...] = ()
    decision: Decision = UNDECIDED

    @property
    def region(self) -> str:
        known = self.customer.region if self.customer else ""
        return self.complaint.region or known


def write_drafts(drafts: Sequence[Draft], *, at: datetime, actor_id: str) -> None:
    """Write the drafts with a constant number of statements, in the caller's transaction."""
    insert_rows(Case, CASE_COLUMNS, [_case_row(draft, at=at) for draft in drafts])
    due = start_clocks([need for draft in drafts for need in _clock_needs(draft)], at=at)
    insert_rows(
        QueueEntry,
        QUEUE_COLUMNS,
        [_queue_row(draft, due) for draft in drafts if draft.state not in ENDED],
    )
    insert_rows(
        MergeCandidate, TWIN_COLUMNS, [row for d in drafts for row in _twin_rows(d, at)]
    )
    index_cases([(d.case_id, f"{d.complaint.title} {d.complaint.body}") for d in drafts])
    record_many([fact for draft in drafts for fact in _facts(draft, actor_id=actor_id)])
    notify(notices=[_receipt(d) for d in drafts if _is_told(d)], at=at)


def _case_row(draft: Draft, *, at: datetime) -> tuple[object, ...]:
    complaint = draft.complaint
    ended_at = complaint.answered_at if complaint.is_closed else None
    return (
        draft.case_id,
        draft.ref,
        draft.customer.id if draft.customer else None,
        draft.decision.person_id,
        draft.state,
        1,
        complaint.channel,
        complaint.source,
        opening.title_of(subject=complaint.title, body=complaint.body),
        *_judged(draft),
        complaint.place[:120],
        *_flags(draft),
        draft.decision.department,
        draft.decision.team,
        [[reason.code, reason.value] for reason in draft.decision.reasons],
        0,
        0,
        0,
        draft.repeat_of.case_id if draft.repeat_of else None,
        complaint.at,
        at,
        complaint.answered_at,
        ended_at,
        ended_at,
        at,
        complaint.source_topic[:120],
        complaint.source_status[:40],
    )


def _judged(draft: Draft) -> tuple[object, ...]:
    """Return the columns from `topic` to `region`."""
    read = draft.read
    return (
        draft.topic,
        draft.confidence,
        draft.topic_by,
        [[s.topic, round(s.confidence, 4)] for s in read.judgement.suggestions],
        read.judgement.version,
        "",
        draft.urgency,
        read.sentiment,
        sorted(read.signals),
        draft.complaint.language or read.language,
        draft.region,
    )


def _flags(draft: Draft) -> tuple[bool, ...]:
    """Return the columns from `is_vip` to `is_first_contact`."""
    customer, signals = draft.customer, draft.read.signals
    return (
        bool(customer and customer.is_vip),
        bool(customer and customer.is_vulnerable) or "vulnerable" in signals,
        bool(signals & opening.BYPASS_SIGNALS),
        False,
    )


def _clock_needs(draft: Draft) -> list[ClockNeed]:
    """Return the promises that start now; what ended elsewhere is measured and stopped."""
    complaint = draft.complaint
    key = PromiseKey(
        topic=draft.topic,
        is_vip=bool(draft.customer and draft.customer.is_vip),
        urgency=draft.urgency,
        region=draft.region,
        channel=complaint.channel,
    )
    if complaint.is_closed:
        # Closed without a known moment: no promise can be judged, so none is made up.
        if complaint.answered_at is None:
            return []
        return [_need(draft, key, AT_OPENING, stopped_at=complaint.answered_at)]
    step = clocks.ACCEPT if draft.state == State.RECEIVED else clocks.DISPATCH
    if draft.decision.person_id is not None:
        step = clocks.WORK
    return [_need(draft, key, AT_OPENING | {step})]


def _need(
    draft: Draft, key: PromiseKey, kinds: frozenset[str], stopped_at: datetime | None = None
) -> ClockNeed:
    at = draft.complaint.at
    return ClockNeed(case_id=draft.case_id, key=key, kinds=kinds, at=at, stopped_at=stopped_at)


def _queue_row(draft: Draft, due: Mapping[int, datetime]) -> tuple[object, ...]:
    return (
        draft.case_id,
        due.get(draft.case_id, NEVER),
        draft.state,
        draft.decision.department,
        draft.decision.team,
        draft.decision.person_id,
        draft.region,
        draft.topic,
        0,
        draft.state == State.RECEIVED,
    )


def _twin_rows(draft: Draft, at: datetime) -> list[tuple[object, ...]]:
    return [
        (
            draft.case_id,
            twin.earlier.case_id,
            twin.like.score,
            list(twin.like.reasons),
            at,
            *("open", "", ""),
        )
        for twin in draft.twins
    ]


def _twin_facts(draft: Draft) -> list[Fact]:
    """Return what the stories of both cases say of a likely pair."""
    return [
        Fact(
            event=TwinFound(
                case_ref=draft.ref, other_ref=twin.earlier.ref, score=twin.like.score
            ),
            story=story,
            at=draft.complaint.at,
        )
        for twin in draft.twins
        for story in (draft.ref, twin.earlier.ref)
    ]


def _facts(draft: Draft, *, actor_id: str) -> list[Fact]:
    ref, at = draft.ref, draft.complaint.at
    opened = CaseOpened(
        case_ref=ref,
        channel=draft.complaint.channel,
        topic=draft.topic,
        confidence=round(draft.confidence, 4),
        urgency=draft.urgency,
        region=draft.region,
        repeat_of=draft.repeat_of.ref if draft.repeat_of else "",
    )
    facts = [Fact(event=opened, story=ref, at=at, actor=actor_id)]
    if draft.read.signals & opening.BYPASS_SIGNALS:
        facts.append(Fact(event=CaseBypassed(case_ref=ref), story=ref, at=at))
    if draft.state == State.TRIAGED:
        facts.append(Fact(event=_dispatched(draft), story=ref, at=at))
    return facts + _twin_facts(draft)


def _dispatched(draft: Draft) -> CaseDispatched:
    return CaseDispatched(
        case_ref=draft.ref,
        department=draft.decision.department,
        team=draft.decision.team,
        holder_id=draft.decision.person_id,
        reasons=[reason.code for reason in draft.decision.reasons],
    )


def _is_told(draft: Draft) -> bool:
    return draft.customer is not None and not draft.complaint.is_history


def _receipt(draft: Draft) -> NewNotice:
    """Return the acknowledgement of receipt (ISO 10002, 7.4)."""
    assert draft.customer is not None  # noqa: S101 - _is_told asked
    return NewNotice(
        code="cases.acknowledged",
        customer_id=draft.customer.id,
        story=draft.ref,
        values={"ref": draft.ref},
        dedupe_key=f"{draft.ref}:acknowledged",
    )
