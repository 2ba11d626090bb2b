"""Conversations: every message in or out, whatever carried it.

Owns conversations (one per customer and matter, over all channels), messages, attachments,
mailboxes, what was fetched from them, and letters on their way out. Publishes
`MessageReceived`, `MessageSent`, `MessageNotSent`, `ConversationLinked`, `StoryMoved`,
`MailQuarantined`. Reacts to nothing: it is told what to send, and says what came.
"""
