"""Which mailboxes are read: addresses with credentials, from the environment alone."""

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote, urlsplit

from django.conf import settings

PORTS: Final = {"imap": 143, "imaps": 993}


@dataclass(frozen=True, slots=True)
class Account:
    """`imaps://user:password@host/INBOX`; several are parted by spaces."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str
    is_tls: bool

    @property
    def name(self) -> str:
        """Return how the mailbox is called on pages; it opens nothing."""
        return f"{self.user}@{self.host}/{self.folder}"[:200]

    @property
    def address(self) -> str:
        return self.user.lower() if "@" in self.user else f"{self.user}@{self.host}".lower()


def accounts() -> list[Account]:
    """Return the mailboxes of HUIYIN_IMAP_URL."""
    return [_account(url) for url in settings.IMAP_URL.split()]


def _account(url: str) -> Account:
    parts = urlsplit(url)
    return Account(
        host=parts.hostname or "localhost",
        port=parts.port or PORTS.get(parts.scheme, 993),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        is_tls=parts.scheme != "imap",
    )
