"""What became of notices. Identifiers only."""

from dataclasses import dataclass
from gettext import gettext as _

from huiyin.kernel.journal.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSent(Event):
    """A notice left the house, or was put where the customer reads it."""

    name = "notifications.notice_sent"
    sentence = _("A notice was sent (%(code)s, %(kind)s).")

    notice_id: int
    code: str
    customer_id: int
    kind: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDelivered(Event):
    """Whoever carried a notice reported that it arrived."""

    name = "notifications.notice_delivered"
    sentence = _("A notice arrived (%(code)s, %(kind)s).")

    notice_id: int
    code: str
    customer_id: int
    kind: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFailed(Event):
    """A notice reached nobody by any way and waits for a person."""

    name = "notifications.notice_failed"
    sentence = _("A notice could not be delivered (%(code)s).")

    notice_id: int
    code: str
    customer_id: int
