from huiyin.channels.models.conversations import Attachment, Conversation, Message, Move
from huiyin.channels.models.outgoing import Outgoing

__all__ = ["Attachment", "Conversation", "Message", "Move", "Outgoing"]
