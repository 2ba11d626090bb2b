from huiyin.channels.models.conversations import Attachment, Conversation, Message, Move
from huiyin.channels.models.mail import FetchedMail, Mailbox
from huiyin.channels.models.outgoing import Outgoing

__all__ = [
    "Attachment",
    "Conversation",
    "FetchedMail",
    "Mailbox",
    "Message",
    "Move",
    "Outgoing",
]
