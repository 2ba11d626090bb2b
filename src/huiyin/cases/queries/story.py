"""The story of a case in one order: what was said, what was done, what fell due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from huiyin.cases.models import Case
from huiyin.cases.queries.remarks import remarks_on
from huiyin.cases.queries.wording import Names, names, reason_words, story_naming
from huiyin.channels.public import AttachmentCard, MessageCard, messages_of
from huiyin.kernel.access.names import actor_names
from huiyin.kernel.journal.story import StoryLine as Told
from huiyin.kernel.journal.story import story_of
from huiyin.notifications.public import NoticeCard, notices_of

# Shown as words themselves, not as lines about them.
SPOKEN = frozenset(
    {
        "channels.message_received",
        "channels.message_sent",
        "cases.case_noted",
        "cases.case_answered",
        # The line of the notice itself says how far it came.
        "notifications.notice_sent",
        "notifications.notice_delivered",
        "notifications.notice_failed",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """One line. `kind` is customer, staff, note, notice or event; `words` what is shown."""

    at: datetime
    kind: str
    words: str
    actor: str = ""
    channel: str = ""
    name: str = ""
    state: str = ""
    message_id: int | None = None
    attachments: tuple[AttachmentCard, ...] = ()
    # What can be opened under the line: the grounds of a decision.
    evidence: tuple[str, ...] = ()


def story_of_case(*, case: Case, at: datetime, known: Names | None = None) -> list[StoryLine]:
    """Return everything about a case, oldest first, with a constant number of queries."""
    known = known or names(at=at)
    said = messages_of(stories=[case.ref])[case.ref]
    told = notices_of(stories=[case.ref]).get(case.ref, [])
    naming = story_naming(known, remarks=remarks_on(case))
    journal = story_of(story=case.ref, naming=naming)
    happened = [line for line in journal if line.name not in SPOKEN]
    notes = list(case.notes.all())
    actors = actor_names(
        [line.actor for line in happened] + [message.actor_id for message in said]
    )
    lines = [_message_line(message, actors) for message in said]
    lines += [_event_line(line, actors, case, known) for line in happened]
    lines += [
        StoryLine(at=note.at, kind="note", words=note.body, actor=note.author_name)
        for note in notes
    ]
    lines += [_notice_line(notice) for notice in told]
    return sorted(lines, key=lambda line: line.at)


def _event_line(line: Told, actors: dict[str, str], case: Case, known: Names) -> StoryLine:
    return StoryLine(
        at=line.at,
        kind="event",
        words=line.sentence,
        actor=actors.get(line.actor, ""),
        name=line.name,
        evidence=_evidence(line, case, known),
    )


def _evidence(line: Told, case: Case, known: Names) -> tuple[str, ...]:
    if line.name == "cases.case_opened" and case.suggestions:
        return tuple(
            f"{known.topic(topic)} · {confidence:.0%}" for topic, confidence in case.suggestions
        )
    if line.name == "cases.case_dispatched":
        codes = line.payload.get("reasons", [])
        # The case keeps the values of its last dispatch; earlier ones left their codes only.
        is_last = [code for code, _value in case.reasons] == codes
        return tuple(reason_words(case.reasons if is_last else [[c] for c in codes], known))
    return ()


def _message_line(message: MessageCard, names: dict[str, str]) -> StoryLine:
    is_customer = message.direction == "in"
    return StoryLine(
        at=message.at,
        kind="customer" if is_customer else "staff",
        words=message.body,
        actor=message.sender if is_customer else names.get(message.actor_id, ""),
        channel=message.kind,
        state=message.state,
        message_id=message.message_id,
        attachments=message.attachments,
    )


def _notice_line(notice: NoticeCard) -> StoryLine:
    return StoryLine(
        at=notice.queued_at,
        kind="notice",
        words=notice.body,
        channel=notice.kind,
        state=notice.state,
    )


def last_said(lines: Sequence[StoryLine]) -> StoryLine | None:
    """Return the last line a person said."""
    spoken = [line for line in lines if line.kind in ("customer", "staff")]
    return spoken[-1] if spoken else None
