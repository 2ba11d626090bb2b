"""Kinds of channel, and what each can carry."""

from typing import Final

WEB: Final = "web"
PHONE: Final = "phone"
EMAIL: Final = "email"
SMS: Final = "sms"
API: Final = "api"
IMPORT: Final = "import"
WECHAT: Final = "wechat"
CHAT: Final = "chat"
HALL: Final = "hall"
SOCIAL: Final = "social"

KINDS: Final = (WEB, PHONE, EMAIL, SMS, API, IMPORT, WECHAT, CHAT, HALL, SOCIAL)

IN: Final = "in"
OUT: Final = "out"

# What became of a message on its way out; what came in is simply kept.
KEPT: Final = "kept"
QUEUED: Final = "queued"
RETRYING: Final = "retrying"
SENT: Final = "sent"
FAILED: Final = "failed"


def reply_kind(*, wanted: str, last_heard: str, can_carry: frozenset[str]) -> str:
    """Return how to answer: as asked, else the way the customer wrote, else in the portal."""
    for kind in (wanted, last_heard):
        if kind == WEB or kind in can_carry:
            return kind
    return WEB
