"""What people did to the spine."""

from dataclasses import dataclass
from gettext import gettext as _

from huiyin.kernel.journal.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedRetried(Event):
    """Somebody gave parked work its attempts back."""

    name = "worker.parked_retried"
    sentence = _("%(count)s parked %(queue)s were tried again.")

    queue: str
    count: int
