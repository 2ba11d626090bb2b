from dataclasses import dataclass
from gettext import gettext as _

from huiyin.kernel.journal.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSubscribed(Event):
    """Another system will be told of events."""

    name = "webhooks.subscribed"
    sentence = _("The webhook %(subscription_id)s was added.")

    subscription_id: int
    patterns: list[str]


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSwitched(Event):
    """A subscription was switched on or off, by a person or because nobody answers there."""

    name = "webhooks.switched"
    sentence = _("The webhook %(subscription_id)s was switched %(is_active)s: %(reason)s.")

    subscription_id: int
    is_active: bool
    reason: str
