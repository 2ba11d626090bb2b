"""What other servers report about letters of ours."""

from datetime import datetime

from huiyin.channels.email.parse import Bounce
from huiyin.channels.events import LetterBounced, MessageNotSent
from huiyin.channels.models import Message
from huiyin.channels.models.addresses import reference_key
from huiyin.channels.rules.kinds import EMAIL, FAILED, OUT
from huiyin.channels.rules.tokens import references_in
from huiyin.kernel.journal.record import record


def note_bounce(bounce: Bounce, *, at: datetime) -> None:
    """Show that a letter failed, if it was ours and for good (status 5.x.x)."""
    if not references_in(bounce.original_id, key=reference_key()):
        return
    if not bounce.status.startswith("5"):
        return
    told = LetterBounced(provider_key=bounce.original_id, status=bounce.status)
    record(told, story=f"letter:{bounce.original_id}"[:40], at=at)
    found = Message.objects.filter(
        source=EMAIL, external_id=bounce.original_id, direction=OUT
    ).exclude(state=FAILED)
    for message in found.select_related("conversation"):
        _fails(message, at=at)


def _fails(message: Message, *, at: datetime) -> None:
    Message.objects.filter(pk=message.pk).update(state=FAILED)
    conversation = message.conversation
    record(
        MessageNotSent(
            message_id=message.pk,
            conversation_id=conversation.pk,
            kind=message.kind,
            customer_id=conversation.customer_id,
            story=conversation.story,
        ),
        story=conversation.story or f"conversation:{conversation.pk}",
        at=at,
    )
