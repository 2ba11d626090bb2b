"""What notifications do beside being asked."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from huiyin.channels.events import LetterBounced, LetterDelivered
from huiyin.kernel.journal.registry import Heard, reacts_in_bulk_to, reacts_to
from huiyin.kernel.protection.rights import (
    Section,
    erases_personal_data,
    exports_personal_data,
)
from huiyin.kernel.worker.registry import works
from huiyin.notifications.actions.erase_notices import erase_notices
from huiyin.notifications.actions.note_bounce import note_bounce
from huiyin.notifications.actions.note_delivered import note_delivered
from huiyin.notifications.actions.send_notices import send_due
from huiyin.notifications.actions.send_staff_letters import send_staff_letters
from huiyin.notifications.queries.notices import notices_to


@works("notifications.send", every=2, is_shared=True)
def send_what_is_due(at: datetime) -> int:
    """Send due notices."""
    return send_due(at=at)


@works("notifications.write_to_staff", every=5, is_shared=True)
def write_to_staff(at: datetime) -> int:
    """Send colleagues what they asked to be sent."""
    return send_staff_letters(at=at)


@reacts_to(LetterBounced)
def show_what_came_back(heard: Heard[LetterBounced]) -> None:
    """A notice that came back is not a notice sent."""
    note_bounce(
        provider_key=heard.event.provider_key,
        detail=f"came back: {heard.event.status}",
        at=heard.at,
    )


@reacts_in_bulk_to(LetterDelivered)
def show_what_arrived(heard: Sequence[Heard[LetterDelivered]]) -> None:
    """A notice that arrived is more than one that was sent."""
    keys = {one.event.provider_key for one in heard}
    note_delivered(provider_keys=keys, at=max(one.at for one in heard))


@exports_personal_data("notifications")
def export_what_was_said(*, customer_id: int) -> list[Section]:
    """Return the notices to a customer."""
    rows = [
        {"at": card.queued_at.isoformat(), "state": card.state, "kind": card.kind}
        | {"subject": card.subject, "body": card.body}
        for card in notices_to(customer_id=customer_id, limit=100_000)
    ]
    return [Section(title=_("Notices"), rows=rows)]


@erases_personal_data("notifications")
def erase_what_was_said(*, customer_id: int, at: datetime) -> int:
    """Take a customer's words and values out of the notices."""
    return erase_notices(customer_id=customer_id)
