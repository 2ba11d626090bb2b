"""What notifications do beside being asked."""

from datetime import datetime

from django.utils.translation import gettext as _

from huiyin.channels.events import LetterBounced
from huiyin.kernel.journal.registry import Heard, reacts_to
from huiyin.kernel.protection.rights import (
    Section,
    erases_personal_data,
    exports_personal_data,
)
from huiyin.kernel.worker.registry import works
from huiyin.notifications.actions.erase_notices import erase_notices
from huiyin.notifications.actions.note_bounce import note_bounce
from huiyin.notifications.actions.send_notices import send_due
from huiyin.notifications.queries.notices import notices_to


@works("notifications.send", every=2, is_shared=True)
def send_what_is_due(at: datetime) -> int:
    """Send due notices."""
    return send_due(at=at)


@reacts_to(LetterBounced)
def show_what_came_back(heard: Heard[LetterBounced]) -> None:
    """A notice that came back is not a notice sent."""
    note_bounce(provider_key=heard.event.provider_key, at=heard.at)


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
