"""What channels say happened. Identifiers only: entries cannot be erased."""

from dataclasses import dataclass
from gettext import gettext as _

from huiyin.kernel.journal.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class MessageReceived(Event):
    """Someone wrote to us. `is_taken`: whoever kept it also deals with it."""

    name = "channels.message_received"
    sentence = _("A message came in (%(kind)s).")

    message_id: int
    conversation_id: int
    kind: str
    customer_id: int | None
    story: str
    is_taken: bool


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSent(Event):
    """An answer left the house, or was put where the customer reads it."""

    name = "channels.message_sent"
    sentence = _("An answer was sent (%(kind)s).")

    message_id: int
    conversation_id: int
    kind: str
    customer_id: int | None
    story: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class MessageNotSent(Event):
    """An answer could not be delivered and waits for a person."""

    name = "channels.message_not_sent"
    sentence = _("An answer could not be sent (%(kind)s).")

    message_id: int
    conversation_id: int
    kind: str
    customer_id: int | None
    story: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationLinked(Event):
    """A conversation belongs to this story from now on."""

    name = "channels.conversation_linked"
    sentence = _("A conversation was linked to this case.")

    conversation_id: int
    story: str
    previous_story: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class StoryMoved(Event):
    """The conversations of one story moved to another, or came back."""

    name = "channels.story_moved"
    sentence = _("%(count)s conversations moved from %(from_story)s to %(to_story)s.")

    from_story: str
    to_story: str
    count: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class LetterBounced(Event):
    """Another server reported that a letter of ours did not arrive. `provider_key` names it."""

    name = "channels.letter_bounced"
    sentence = _("A letter came back undelivered (%(status)s).")

    provider_key: str
    status: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class LetterDelivered(Event):
    """A provider reported that a letter of ours arrived. `provider_key` names it."""

    name = "channels.letter_delivered"
    sentence = _("A letter arrived (%(status)s).")

    provider_key: str
    status: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class MailQuarantined(Event):
    """A mail could not be taken as it is and waits for a person."""

    name = "channels.mail_quarantined"
    sentence = _("A mail was put into quarantine (%(reason)s).")

    mail_id: int
    reason: str
