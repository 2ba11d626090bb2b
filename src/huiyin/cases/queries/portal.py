"""A matter as its customer may see it: what was said, promised and done; never the notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from huiyin.cases.access import Visitor, own_cases, see_own_case
from huiyin.cases.models import CallBack, Case, Clock
from huiyin.cases.rules import clocks
from huiyin.cases.rules.life import ENDED, State, is_open
from huiyin.cases.rules.portal import (
    BEGINS_AGAIN,
    REACHED_BY,
    Happening,
    Promise,
    Stage,
    promise_of,
    stages_of,
)
from huiyin.channels.public import MessageCard, messages_of
from huiyin.kernel.journal.models import Entry
from huiyin.notifications.public import NoticeCard, notices_of

LISTED = 50
UNRATED = ("", "unreachable")


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One matter, as a page shows it."""

    case: Case
    stages: Sequence[Stage]
    promise: Promise
    question: str
    messages: Sequence[MessageCard]
    notices: Sequence[NoticeCard]
    asked: CallBack | None
    rated: CallBack | None
    may_add: bool
    may_ask_again: bool
    may_withdraw: bool


def matters_of(*, visitor: Visitor) -> list[Case]:
    """Return the visitor's own cases, the latest first. One query."""
    return list(own_cases(visitor).order_by("-opened_at", "-id")[:LISTED])


def matter_of(*, ref: str, visitor: Visitor, at: datetime) -> Matter:
    """Return one of the visitor's own matters; NotFound for any other."""
    case = see_own_case(ref=ref, visitor=visitor)
    live = list(Clock.objects.filter(case=case, work_order=None).exclude(state=clocks.STOPPED))
    call_back = case.call_backs.filter(cycle=case.cycle).first()
    is_asked = case.state == State.RESOLVED and call_back is not None
    waits = is_asked and call_back is not None and call_back.outcome in UNRATED
    return Matter(
        case=case,
        stages=_stages(case),
        promise=promise_of([(c.kind, c.state, c.due_at) for c in live], at=at),
        question=next((c.pause_reason for c in live if c.pause_reason), ""),
        messages=own_messages(case),
        notices=[n for n in _notices(case) if n.sent_at and n.body],
        asked=call_back if waits else None,
        rated=call_back if call_back is not None and call_back.outcome == "rated" else None,
        may_add=is_open(case.state) or case.state == State.MERGED,
        may_ask_again=not is_open(case.state) and case.state != State.MERGED,
        may_withdraw=is_open(case.state) and case.state not in ENDED,
    )


def own_messages(case: Case) -> list[MessageCard]:
    """Return what was said with this customer; after a merge others speak in the same story.

    Where nobody gave a contact, the conversation is told by its first words: they opened it.
    """
    master = case.merged_into if case.merged_into is not None else case
    said = messages_of(stories=[master.ref])[master.ref]
    if case.customer_id is not None:
        return [message for message in said if message.customer_id == case.customer_id]
    own = {m.conversation_id for m in said if m.at == case.opened_at and m.customer_id is None}
    return [message for message in said if message.conversation_id in own]


def first_words(case: Case) -> str:
    """Return the words the customer opened the matter with."""
    said = [message for message in own_messages(case) if message.direction == "in"]
    return said[0].body if said else case.title


def _notices(case: Case) -> list[NoticeCard]:
    told = notices_of(stories=[case.ref])[case.ref]
    return [notice for notice in told if notice.customer_id == case.customer_id]


def _stages(case: Case) -> list[Stage]:
    names = [*REACHED_BY, BEGINS_AGAIN]
    rows = Entry.objects.filter(story=case.ref, name__in=names).order_by("at", "pk")
    happenings = [
        Happening(name=name, at=at, department=str(payload.get("department", "")))
        for name, at, payload in rows.values_list("name", "at", "payload")
    ]
    return stages_of(
        state=case.state,
        opened_at=case.opened_at,
        resolved_at=case.resolved_at,
        closed_at=case.closed_at,
        happenings=happenings,
        department=case.department,
    )
