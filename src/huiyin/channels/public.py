"""What other contexts may ask of channels."""

from huiyin.channels.actions.attach_files import NewAttachment
from huiyin.channels.actions.carry_letters import (
    Carried,
    Letter,
    LetterFile,
    carried_kinds,
    carry_letters,
    folds_copies,
    provider_key,
)
from huiyin.channels.actions.erase_messages import erase_messages
from huiyin.channels.actions.keep_messages import (
    CannotKeep,
    Kept,
    NewMessage,
    keep_messages,
    known_stories,
)
from huiyin.channels.actions.link_story import link_story
from huiyin.channels.actions.move_story import move_story, return_story
from huiyin.channels.actions.note_receipts import Receipt, note_receipts
from huiyin.channels.actions.send_reply import CannotReply, send_reply
from huiyin.channels.queries.attachments import AttachmentFile, attachment_file
from huiyin.channels.queries.conversations import (
    AttachmentCard,
    ConversationCard,
    MessageCard,
    conversations_of,
    messages_in,
    messages_of,
    sender_of,
)

__all__ = [
    "AttachmentCard",
    "AttachmentFile",
    "CannotKeep",
    "CannotReply",
    "Carried",
    "ConversationCard",
    "Kept",
    "Letter",
    "LetterFile",
    "MessageCard",
    "NewAttachment",
    "NewMessage",
    "Receipt",
    "attachment_file",
    "carried_kinds",
    "carry_letters",
    "conversations_of",
    "erase_messages",
    "folds_copies",
    "keep_message",
    "keep_messages",
    "known_stories",
    "link_story",
    "messages_in",
    "messages_of",
    "move_story",
    "note_receipts",
    "provider_key",
    "return_story",
    "send_reply",
    "sender_of",
]


def keep_message(*, message: NewMessage, is_taken: bool = False) -> Kept:
    """Keep one message; a known one comes back `is_new=False`. See `keep_messages`."""
    return keep_messages(messages=[message], is_taken=is_taken)[0]
