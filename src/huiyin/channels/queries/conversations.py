"""Conversations and messages as cards."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, QuerySet

from huiyin.channels.models import Attachment, Conversation, Message
from huiyin.channels.rules.masking import mask_address


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentCard:
    """A file of a message; without `is_kept` only its name and the reason are left."""

    id: int
    name: str
    media_type: str
    size: int
    is_kept: bool
    refusal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageCard:
    """One message as a page shows it; `sender` is masked."""

    message_id: int
    conversation_id: int
    story: str
    kind: str
    direction: str
    at: datetime
    subject: str
    body: str
    sender: str
    customer_id: int | None
    actor_id: str
    state: str
    is_erased: bool
    attachments: tuple[AttachmentCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationCard:
    """A conversation at a glance."""

    conversation_id: int
    story: str
    customer_id: int | None
    subject: str
    started_at: datetime
    last_at: datetime | None
    message_count: int
    kinds: tuple[str, ...]


def sender_of(*, message_id: int) -> str:
    """Return the plain address a message came from, to recognise its sender by only."""
    found = Message.objects.filter(pk=message_id, direction="in")
    return found.values_list("sender", flat=True).first() or ""


def conversations_of(*, stories: Sequence[str]) -> dict[str, list[ConversationCard]]:
    """Return the conversations of each story, oldest first. Two queries."""
    found = Conversation.objects.filter(story__in=[s for s in stories if s])
    rows = list(found.annotate(n=Count("messages"), last=Max("messages__at")).order_by("id"))
    kinds: dict[int, set[str]] = defaultdict(set)
    said = Message.objects.filter(conversation__in=[row.pk for row in rows])
    for conversation_id, kind in said.values_list("conversation_id", "kind").distinct():
        kinds[conversation_id].add(kind)
    cards: dict[str, list[ConversationCard]] = {story: [] for story in stories}
    for row in rows:
        cards[row.story].append(
            ConversationCard(
                conversation_id=row.pk,
                story=row.story,
                customer_id=row.customer_id,
                subject=row.subject,
                started_at=row.started_at,
                last_at=row.last,
                message_count=row.n,
                kinds=tuple(sorted(kinds[row.pk])),
            )
        )
    return cards


def messages_of(*, stories: Sequence[str]) -> dict[str, list[MessageCard]]:
    """Return the messages of each story with their files, oldest first. Two queries."""
    found = Message.objects.filter(conversation__story__in=[s for s in stories if s])
    cards: dict[str, list[MessageCard]] = {story: [] for story in stories}
    for card in message_cards(found):
        cards[card.story].append(card)
    return cards


def messages_in(*, conversation_ids: Sequence[int]) -> dict[int, list[MessageCard]]:
    """Return the messages of each conversation with their files, oldest first. Two queries."""
    found = Message.objects.filter(conversation__in=conversation_ids)
    cards: dict[int, list[MessageCard]] = {cid: [] for cid in conversation_ids}
    for card in message_cards(found):
        cards[card.conversation_id].append(card)
    return cards


def message_cards(messages: QuerySet[Message]) -> list[MessageCard]:
    """Return the cards of `messages` with their files, oldest first."""
    rows = list(messages.select_related("conversation").order_by("at", "id"))
    files = _files_of(row.pk for row in rows)
    return [_card(row, tuple(files.get(row.pk, ()))) for row in rows]


def _files_of(message_ids: Iterable[int]) -> dict[int, list[AttachmentCard]]:
    files: dict[int, list[AttachmentCard]] = defaultdict(list)
    for row in Attachment.objects.filter(message_id__in=list(message_ids)).order_by("id"):
        card = AttachmentCard(
            id=row.pk,
            name=row.name,
            media_type=row.media_type,
            size=row.size,
            is_kept=bool(row.sha256),
            refusal=row.refusal,
        )
        files[row.message_id].append(card)
    return files


def _card(row: Message, files: tuple[AttachmentCard, ...]) -> MessageCard:
    return MessageCard(
        message_id=row.pk,
        conversation_id=row.conversation_id,
        story=row.conversation.story,
        kind=row.kind,
        direction=row.direction,
        at=row.at,
        subject=row.subject,
        body=row.body,
        sender=mask_address(row.sender) if row.sender else "",
        customer_id=row.customer_id,
        actor_id=row.actor,
        state=row.state,
        is_erased=row.erased_at is not None,
        attachments=files,
    )
