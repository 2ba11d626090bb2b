"""What providers report later about letters they took: arrived, or never will."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from huiyin.channels.events import LetterBounced, LetterDelivered, MessageNotSent
from huiyin.channels.models import Message
from huiyin.channels.rules.kinds import FAILED, OUT
from huiyin.kernel.journal.record import Fact, record_many


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A provider's word about one letter, by the name it was given (`provider_key`)."""

    provider_key: str
    is_delivered: bool
    # The provider's own code, such as 5.1.1; never words about a person.
    status: str = ""


@transaction.atomic
def note_receipts(*, receipts: Sequence[Receipt], at: datetime) -> int:
    """Tell whoever sent them what became of their letters; return how many receipts.

    The same receipt may come again. Answers that failed are shown as failed.
    """
    record_many([_fact(receipt, at) for receipt in receipts])
    lost = [receipt.provider_key for receipt in receipts if not receipt.is_delivered]
    found = Message.objects.select_for_update(of=("self",)).filter(
        external_id__in=lost, direction=OUT
    )
    messages = list(found.exclude(state=FAILED).select_related("conversation").order_by("pk"))
    Message.objects.filter(pk__in=[message.pk for message in messages]).update(state=FAILED)
    record_many([_not_sent(message, at) for message in messages])
    return len(receipts)


def _fact(receipt: Receipt, at: datetime) -> Fact:
    happened = LetterDelivered if receipt.is_delivered else LetterBounced
    event = happened(provider_key=receipt.provider_key, status=receipt.status[:20])
    return Fact(event=event, story=f"letter:{receipt.provider_key}"[:40], at=at)


def _not_sent(message: Message, at: datetime) -> Fact:
    conversation = message.conversation
    event = MessageNotSent(
        message_id=message.pk,
        conversation_id=conversation.pk,
        kind=message.kind,
        customer_id=conversation.customer_id,
        story=conversation.story,
    )
    return Fact(
        event=event, story=conversation.story or f"conversation:{conversation.pk}", at=at
    )
