"""Answer a customer, by the way they wrote unless another is asked for."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.channels.actions.carry_letters import carried_kinds
from huiyin.channels.actions.keep_messages import NewMessage, keep_messages
from huiyin.channels.events import MessageSent
from huiyin.channels.models import Conversation, Message, Outgoing
from huiyin.channels.rules.kinds import IN, OUT, QUEUED, SENT, WEB, reply_kind
from huiyin.customers.public import address_of
from huiyin.kernel.journal.record import record
from huiyin.kernel.refusal import Refusal


class CannotReply(Refusal):
    """There is nobody to answer, or no words; nothing was sent."""

    code = "cannot_reply"


@dataclass(frozen=True, slots=True)
class _Way:
    kind: str
    address: str


@transaction.atomic
def send_reply(*, story: str, body: str, at: datetime, actor_id: str, channel: str = "") -> int:
    """Send `body` to the customer of `story`; return the message's id.

    By `channel`, else the way the customer last wrote, else in the portal. What leaves the
    house is queued for its carrier and shows its state; in the portal it is there at once.
    Raises CannotReply without words or without a conversation.
    """
    if not body.strip():
        raise CannotReply(_("An empty answer was not sent. Write something first."))
    last = Message.objects.filter(conversation__story=story, direction=IN).order_by(
        "-at", "-id"
    )
    heard = last.first()
    conversation = (
        heard.conversation
        if heard is not None
        else Conversation.objects.filter(story=story).order_by("id").first()
    )
    if conversation is None:
        raise CannotReply(_("Nobody wrote about this yet, so there is nobody to answer."))
    way = _way(conversation, heard, channel)
    return _send(conversation, heard, way, body=body, at=at, actor_id=actor_id)


def _way(conversation: Conversation, heard: Message | None, channel: str) -> _Way:
    kind = reply_kind(
        wanted=channel,
        last_heard=heard.kind if heard is not None else "",
        can_carry=carried_kinds(),
    )
    if kind == WEB:
        return _Way(WEB, "")
    address = heard.sender if heard is not None and heard.kind == kind else ""
    if not address and conversation.customer_id is not None:
        address = address_of(customer_id=conversation.customer_id, channel=kind)
    if not address and channel == kind:
        raise CannotReply(
            _("No address for this channel is known. Choose another, or the portal.")
        )
    return _Way(kind, address) if address else _Way(WEB, "")


def _send(
    conversation: Conversation,
    heard: Message | None,
    way: _Way,
    *,
    body: str,
    at: datetime,
    actor_id: str,
) -> int:
    message = NewMessage(
        kind=way.kind,
        direction=OUT,
        body=body,
        at=at,
        conversation_id=conversation.pk,
        subject=(heard.subject if heard is not None else "") or conversation.subject,
        actor_id=actor_id,
        state=SENT if way.kind == WEB else QUEUED,
    )
    kept = keep_messages(messages=[message])[0]
    if way.kind == WEB:
        _say_sent(kept.message_id, conversation, at=at, actor_id=actor_id)
    else:
        Outgoing.objects.create(
            message_id=kept.message_id,
            kind=way.kind,
            address=way.address,
            visible_at=at,
            in_reply_to=_answered_id(heard, way.kind),
        )
    return kept.message_id


def _answered_id(heard: Message | None, kind: str) -> str:
    return (heard.external_id or "") if heard is not None and heard.kind == kind else ""


def _say_sent(
    message_id: int, conversation: Conversation, *, at: datetime, actor_id: str
) -> None:
    sent = MessageSent(
        message_id=message_id,
        conversation_id=conversation.pk,
        kind=WEB,
        customer_id=conversation.customer_id,
        story=conversation.story,
    )
    record(sent, story=conversation.story, at=at, actor=actor_id)
