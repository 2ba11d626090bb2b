"""Let carriers take answers out of the house, and write down what became of each."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction

from huiyin.channels.actions.carry_letters import (
    REFUSED,
    SENT,
    Carried,
    Letter,
    carry_letters,
    provider_key,
)
from huiyin.channels.events import MessageNotSent, MessageSent
from huiyin.channels.models import Message, Outgoing
from huiyin.channels.rules import kinds
from huiyin.kernel.claims import LeaseLost, Stint, claim_due, hand_back, put_off, settle
from huiyin.kernel.journal.record import record

BATCH = 20
# Five seconds doubled up to an hour: a server that is away for a day is waited for.
ATTEMPTS = 32


def send_outgoing(*, at: datetime, limit: int = BATCH) -> int:
    """Carry up to `limit` waiting answers; return how many were claimed.

    Killed between a send and its note, a letter is carried again under the same name: over
    SMTP the same Message-ID, which receivers may fold into one; the spool takes it once.
    """
    rows = claim_due(Outgoing, at=at, limit=limit)
    messages = _messages([row.message_id for row in rows])
    waiting = {f"m{row.message_id}": row for row in sorted(rows, key=lambda row: row.kind)}
    sending: dict[str, Outgoing] = {}
    letters = _letters(waiting, sending, messages, stint=Stint.begin(), at=at)
    for carried in carry_letters(letters=letters):
        row = sending.pop(carried.key)
        _note(row, messages[row.message_id], carried, at=at)
    hand_back(list(waiting.values()), at=at)
    return len(rows)


def _letters(
    waiting: dict[str, Outgoing],
    sending: dict[str, Outgoing],
    messages: dict[int, Message],
    *,
    stint: Stint,
    at: datetime,
) -> Iterator[Letter]:
    for key in list(waiting):
        if stint.is_over:
            return
        row = waiting.pop(key)
        letter = _letter(key, row, messages[row.message_id])
        if _begin(row, letter, at=at):
            sending[key] = row
            yield letter


def _messages(ids: Sequence[int]) -> dict[int, Message]:
    found = Message.objects.filter(pk__in=ids).select_related("conversation")
    return {message.pk: message for message in found}


def _letter(key: str, row: Outgoing, message: Message) -> Letter:
    return Letter(
        key=key,
        kind=row.kind,
        address=row.address,
        subject=message.subject,
        body=message.body,
        at=message.at,
        reference=message.conversation.story or f"T-{message.conversation_id}",
        is_automatic=row.is_automatic,
        in_reply_to=row.in_reply_to,
    )


def _begin(row: Outgoing, letter: Letter, *, at: datetime) -> bool:
    """Write down that it is being sent, before it is; return whether it still is ours."""
    mine = Outgoing.objects.filter(pk=row.pk, claim=row.claim)
    if not mine.update(last_tried_at=at):
        return False
    # Its name in the world: an answer to it finds its way back, a second copy is known.
    Message.objects.filter(pk=row.message_id).update(
        source=row.kind, external_id=provider_key(letter=letter)
    )
    return True


def _note(row: Outgoing, message: Message, carried: Carried, *, at: datetime) -> None:
    try:
        with transaction.atomic():
            if carried.outcome == SENT:
                settle([row])
                _becomes(message, kinds.SENT, at=at)
            else:
                attempts = 1 if carried.outcome == REFUSED else ATTEMPTS
                is_parked = put_off(row, at=at, error=carried.detail, attempts=attempts)
                _becomes(message, kinds.FAILED if is_parked else kinds.RETRYING, at=at)
    except LeaseLost:
        # Somebody else carried on with it and notes what became of it.
        return


def _becomes(message: Message, state: str, *, at: datetime) -> None:
    Message.objects.filter(pk=message.pk).update(state=state)
    happened = {kinds.SENT: MessageSent, kinds.FAILED: MessageNotSent}.get(state)
    if happened is None:
        return
    conversation = message.conversation
    told = happened(
        message_id=message.pk,
        conversation_id=conversation.pk,
        kind=message.kind,
        customer_id=conversation.customer_id,
        story=conversation.story,
    )
    record(
        told,
        story=conversation.story or f"conversation:{conversation.pk}",
        at=at,
        actor=message.actor or "system",
    )
