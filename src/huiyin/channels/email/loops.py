"""Machines must not talk to machines for ever (RFC 3834)."""

from collections.abc import Collection
from typing import Final

from huiyin.channels.email.parse import ParsedMail

BULK: Final = frozenset({"bulk", "junk", "list", "auto_reply"})
NOBODY: Final = ("mailer-daemon@", "postmaster@", "no-reply@", "noreply@", "donotreply@")
# An hour's worth of mails from one address; a person in distress writes less.
MOST_PER_HOUR: Final = 20


def is_automatic(mail: ParsedMail) -> bool:
    """Return whether a machine wrote this: it is kept, and never answered by a machine."""
    headers = {name: value.strip().lower() for name, value in mail.headers.items()}
    submitted = headers.get("auto-submitted", "no").partition(";")[0].strip()
    return (
        mail.bounce is not None
        or submitted not in ("no", "")
        or headers.get("precedence", "") in BULK
        or any(name in headers for name in ("x-autoreply", "x-autorespond", "x-loop"))
        or headers.get("return-path", "") == "<>"
        or mail.sender.startswith(NOBODY)
    )


def is_unanswerable(mail: ParsedMail) -> bool:
    """Return whether an automatic answer must not be sent to this mail."""
    suppress = mail.headers.get("x-auto-response-suppress", "").lower()
    return (
        is_automatic(mail)
        or any(word in suppress for word in ("all", "autoreply", "oof"))
        or "list-id" in mail.headers
        or "list-unsubscribe" in mail.headers
    )


def is_own(mail: ParsedMail, own_addresses: Collection[str]) -> bool:
    """Return whether we sent this ourselves, as when a mailbox forwards to itself."""
    return mail.sender in own_addresses
