"""What other servers report about letters of ours (RFC 3464)."""

from datetime import datetime

from huiyin.channels.actions.note_receipts import Receipt, note_receipts
from huiyin.channels.email.parse import Bounce
from huiyin.channels.models.addresses import reference_key
from huiyin.channels.rules.tokens import references_in


def note_bounce(bounce: Bounce, *, at: datetime) -> None:
    """Note that a letter arrived, or failed for good, if it was ours."""
    if not references_in(bounce.original_id, key=reference_key()):
        return
    # "delayed", "relayed" and "expanded" say nothing yet.
    is_delivered = bounce.action == "delivered" and bounce.status.startswith("2")
    if not is_delivered and not bounce.status.startswith("5"):
        return
    receipt = Receipt(
        provider_key=bounce.original_id, is_delivered=is_delivered, status=bounce.status
    )
    note_receipts(receipts=[receipt], at=at)
