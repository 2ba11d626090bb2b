"""What channels do beside being asked: sending what waits, and respecting erasure."""

from datetime import datetime

from django.utils.translation import gettext as _

from huiyin.channels.actions.erase_messages import erase_messages
from huiyin.channels.actions.send_outgoing import send_outgoing
from huiyin.channels.models import Message
from huiyin.channels.queries.conversations import message_cards
from huiyin.kernel.protection.rights import (
    Section,
    erases_personal_data,
    exports_personal_data,
)
from huiyin.kernel.worker.registry import works


@works("channels.send_outgoing", every=2, is_shared=True)
def send_what_waits(at: datetime) -> int:
    """Carry waiting answers out of the house."""
    return send_outgoing(at=at)


@exports_personal_data("channels")
def export_what_they_said(*, customer_id: int) -> list[Section]:
    """Return every message to and from a customer."""
    rows = [
        {"at": card.at.isoformat(), "kind": card.kind, "direction": card.direction}
        | {"subject": card.subject, "body": card.body}
        | {"files": [file.name for file in card.attachments]}
        for card in message_cards(Message.objects.filter(customer_id=customer_id))
    ]
    return [Section(title=_("Messages"), rows=rows)]


@erases_personal_data("channels")
def erase_what_they_said(*, customer_id: int, at: datetime) -> int:
    """Take a customer's words out of the messages."""
    return erase_messages(customer_ids=[customer_id], at=at)
