"""What channels do beside being asked: sending what waits, and respecting erasure."""

from datetime import datetime

from huiyin.channels.actions.erase_messages import erase_messages
from huiyin.channels.actions.send_outgoing import send_outgoing
from huiyin.kernel.protection.rights import erases_personal_data
from huiyin.kernel.worker.registry import works


@works("channels.send_outgoing", every=2, is_shared=True)
def send_what_waits(at: datetime) -> int:
    """Carry waiting answers out of the house."""
    return send_outgoing(at=at)


@erases_personal_data("channels")
def erase_what_they_said(*, customer_id: int, at: datetime) -> int:
    """Take a customer's words out of the messages."""
    return erase_messages(customer_ids=[customer_id], at=at)
