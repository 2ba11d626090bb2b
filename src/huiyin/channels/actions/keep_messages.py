"""Keep what was said, one message or thousands, each of them once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from huiyin.channels.actions.attach_files import NewAttachment, attach_files
from huiyin.channels.events import MessageReceived
from huiyin.channels.models import Conversation, Message
from huiyin.channels.models.addresses import address_key
from huiyin.channels.rules.kinds import IN, KEPT, KINDS, OUT
from huiyin.kernel.bulk import insert_rows, reserve_ids
from huiyin.kernel.journal.record import Fact, record_many
from huiyin.kernel.overtaken import part
from huiyin.kernel.reads import PreparedRead
from huiyin.kernel.refusal import Refusal

MESSAGE_COLUMNS = (
    "id",
    "conversation_id",
    "kind",
    "direction",
    "customer_id",
    "subject",
    "body",
    "sender",
    "sender_key",
    "source",
    "external_id",
    "actor",
    "state",
    "at",
)
CONVERSATION_COLUMNS = ("id", "customer_id", "story", "subject", "started_at")
CHUNK = 5000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


_kept_as = PreparedRead(
    lambda slots: Message.objects.filter(
        source=slots.one("source"), external_id__in=slots.many("numbers")
    ).values_list("external_id", "id", "conversation_id", "conversation__story")
)


class CannotKeep(Refusal):
    """A message that cannot be kept as it is; nothing was kept."""

    code = "cannot_keep_message"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMessage:
    """Words to keep. `(source, external_id)` is what makes it the same message again."""

    kind: str
    direction: str
    body: str
    at: datetime
    story: str = ""
    conversation_id: int | None = None
    customer_id: int | None = None
    subject: str = ""
    sender: str = ""
    source: str = ""
    external_id: str = ""
    attachments: Sequence[NewAttachment] = ()
    actor_id: str = ""
    state: str = KEPT


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Where a message is now, and whether it was new."""

    message_id: int
    conversation_id: int
    story: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class _Thread:
    id: int
    story: str
    customer_id: int | None


def keep_messages(
    *, messages: Sequence[NewMessage], is_taken: bool = False, is_first: bool = False
) -> list[Kept]:
    """Keep `messages` in their order; those known already come back `is_new=False`.

    `is_taken` says that the caller deals with them itself: no one above opens a case for them.
    `is_first` says that the caller found them unknown and their stories new: written without
    a look; should another have kept one meanwhile, it comes back as known all the same.
    Raises CannotKeep for a kind or direction that does not exist.
    """
    _check(messages)

    def keep(attempt: int) -> list[Kept]:
        if is_first and not attempt:
            return _keep_new(messages, is_taken=is_taken)
        return _keep(messages, is_taken=is_taken)

    return part(keep)


def _check(messages: Sequence[NewMessage]) -> None:
    for message in messages:
        if message.kind not in KINDS or message.direction not in (IN, OUT):
            raise CannotKeep(
                _("The message was not kept: there is no such channel. Choose a known one.")
            )


def _keep_new(messages: Sequence[NewMessage], *, is_taken: bool) -> list[Kept]:
    threads = _threads(messages, by_matter={})
    return [
        Kept(message_id=place[0], conversation_id=place[1], story=place[2], is_new=True)
        for place in _write(messages, threads, is_taken=is_taken)
    ]


def _keep(messages: Sequence[NewMessage], *, is_taken: bool) -> list[Kept]:
    known = _known(messages)
    fresh: list[NewMessage] = []
    place: dict[tuple[str, str], int] = {}
    slots: list[tuple[str, str] | int] = []
    for message in messages:
        key = (message.source, message.external_id)
        if message.external_id and (key in known or key in place):
            slots.append(key)
            continue
        if message.external_id:
            place[key] = len(fresh)
        slots.append(len(fresh))
        fresh.append(message)
    threads = _threads(fresh, by_matter=_threads_by_matter(fresh))
    written = _write(fresh, threads, is_taken=is_taken)
    again = {key: written[index] for key, index in place.items()} | known
    return [
        Kept(
            message_id=place_of[0],
            conversation_id=place_of[1],
            story=place_of[2],
            is_new=isinstance(slot, int),
        )
        for slot in slots
        for place_of in [written[slot] if isinstance(slot, int) else again[slot]]
    ]


def known_stories(*, keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return to which story each known message belongs, by (source, external id)."""
    asked = [
        NewMessage(kind="", direction="", body="", at=EPOCH, source=source, external_id=number)
        for source, number in keys
        if number
    ]
    return {key: place[2] for key, place in _known(asked).items()}


def _known(messages: Sequence[NewMessage]) -> dict[tuple[str, str], tuple[int, int, str]]:
    wanted: dict[str, list[str]] = {}
    for message in messages:
        if message.external_id:
            wanted.setdefault(message.source, []).append(message.external_id)
    known: dict[tuple[str, str], tuple[int, int, str]] = {}
    for source, external_ids in wanted.items():
        for start in range(0, len(external_ids), CHUNK):
            found = _kept_as(source=source, numbers=external_ids[start : start + CHUNK])
            known |= {(source, row[0]): (row[1], row[2], row[3]) for row in found}
    return known


def _write(
    messages: Sequence[NewMessage], threads: Sequence[_Thread], *, is_taken: bool
) -> list[tuple[int, int, str]]:
    ids = reserve_ids(Message, len(messages))
    rows = [
        _row(message_id, thread, message)
        for message_id, thread, message in zip(ids, threads, messages, strict=True)
    ]
    insert_rows(Message, MESSAGE_COLUMNS, rows)
    attach_files(
        files=[
            (message_id, file)
            for message_id, message in zip(ids, messages, strict=True)
            for file in message.attachments
        ]
    )
    record_many(
        [
            _received(message_id, thread, message, is_taken=is_taken)
            for message_id, thread, message in zip(ids, threads, messages, strict=True)
            if message.direction == IN
        ]
    )
    return [
        (message_id, thread.id, thread.story)
        for message_id, thread in zip(ids, threads, strict=True)
    ]


def _row(message_id: int, thread: _Thread, message: NewMessage) -> tuple[object, ...]:
    return (
        message_id,
        thread.id,
        message.kind,
        message.direction,
        thread.customer_id,
        storable(message.subject)[:300],
        storable(message.body),
        message.sender,
        address_key(message.sender),
        message.source,
        message.external_id or None,
        message.actor_id,
        message.state,
        message.at,
    )


def storable(text: str) -> str:
    """Return `text` without what a database refuses: NUL and halves of surrogate pairs."""
    if text.isascii():
        return text.replace("\x00", "")
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def _received(message_id: int, thread: _Thread, message: NewMessage, *, is_taken: bool) -> Fact:
    return Fact(
        event=MessageReceived(
            message_id=message_id,
            conversation_id=thread.id,
            kind=message.kind,
            customer_id=thread.customer_id,
            story=thread.story,
            is_taken=is_taken,
        ),
        story=thread.story or f"conversation:{thread.id}",
        subject=f"message:{message_id}",
        actor=message.actor_id or "system",
        at=message.at,
    )


def _threads(
    messages: Sequence[NewMessage], *, by_matter: dict[tuple[str, int | None], _Thread]
) -> list[_Thread]:
    """Return the conversation of each message, started where there is none."""
    by_id = _threads_by_id(messages)
    starting = [m for m in messages if m.conversation_id is None and not _found(m, by_matter)]
    threads: list[_Thread] = []
    rows = []
    ids = iter(reserve_ids(Conversation, len(starting)))
    for message in messages:
        thread = _thread_of(message, by_id, by_matter)
        if thread is None:
            thread = _Thread(next(ids), message.story, message.customer_id)
            rows.append(
                (
                    thread.id,
                    thread.customer_id,
                    thread.story,
                    storable(message.subject)[:300],
                    message.at,
                )
            )
            if message.story:
                by_matter[message.story, message.customer_id] = thread
                by_matter.setdefault((message.story, None), thread)
        threads.append(thread)
    insert_rows(Conversation, CONVERSATION_COLUMNS, rows)
    return threads


def _thread_of(
    message: NewMessage,
    by_id: dict[int, _Thread],
    by_matter: dict[tuple[str, int | None], _Thread],
) -> _Thread | None:
    if message.conversation_id is None:
        return _found(message, by_matter)
    if message.conversation_id not in by_id:
        raise CannotKeep(
            _("The message was not kept: its conversation does not exist. Start a new one.")
        )
    thread = by_id[message.conversation_id]
    return _Thread(
        thread.id, thread.story or message.story, thread.customer_id or message.customer_id
    )


def _found(
    message: NewMessage, by_matter: dict[tuple[str, int | None], _Thread]
) -> _Thread | None:
    if not message.story:
        return None
    own = by_matter.get((message.story, message.customer_id))
    if own is not None:
        return own
    first = by_matter.get((message.story, None))
    return first if first is not None and first.customer_id is None else None


def _threads_by_id(messages: Sequence[NewMessage]) -> dict[int, _Thread]:
    wanted = {m.conversation_id for m in messages if m.conversation_id is not None}
    if not wanted:
        return {}
    found = Conversation.objects.filter(pk__in=wanted)
    return {row[0]: _Thread(*row) for row in found.values_list("id", "story", "customer_id")}


def _threads_by_matter(
    messages: Sequence[NewMessage],
) -> dict[tuple[str, int | None], _Thread]:
    stories = list({m.story for m in messages if m.story and m.conversation_id is None})
    threads: dict[tuple[str, int | None], _Thread] = {}
    for start in range(0, len(stories), CHUNK):
        found = Conversation.objects.filter(story__in=stories[start : start + CHUNK])
        # A message that names no customer goes to the story's first conversation.
        for row in found.order_by("-id").values_list("id", "story", "customer_id"):
            thread = _Thread(*row)
            threads[thread.story, thread.customer_id] = thread
            threads[thread.story, None] = thread
    return threads
