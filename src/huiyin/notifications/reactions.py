"""What notifications do beside being asked."""

from datetime import datetime

from huiyin.channels.events import LetterBounced
from huiyin.kernel.journal.registry import Heard, reacts_to
from huiyin.kernel.protection.rights import erases_personal_data
from huiyin.kernel.worker.registry import works
from huiyin.notifications.actions.erase_notices import erase_notices
from huiyin.notifications.actions.note_bounce import note_bounce
from huiyin.notifications.actions.send_notices import send_due


@works("notifications.send", every=2, is_shared=True)
def send_what_is_due(at: datetime) -> int:
    """Send due notices."""
    return send_due(at=at)


@reacts_to(LetterBounced)
def show_what_came_back(heard: Heard[LetterBounced]) -> None:
    """A notice that came back is not a notice sent."""
    note_bounce(provider_key=heard.event.provider_key, at=heard.at)


@erases_personal_data("notifications")
def erase_what_was_said(*, customer_id: int, at: datetime) -> int:
    """Take a customer's words and values out of the notices."""
    return erase_notices(customer_id=customer_id)
