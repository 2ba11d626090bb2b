from dataclasses import dataclass
from gettext import gettext as _

from huiyin.kernel.journal.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKeyCreated(Event):
    """A key was made; its secret was shown once and is kept nowhere."""

    name = "apikeys.key_created"
    sentence = _("An API key was created: %(prefix)s.")

    key_id: int
    prefix: str
    permissions: list[str]
    owner_id: int | None


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKeyRevoked(Event):
    """A key opens nothing any more."""

    name = "apikeys.key_revoked"
    sentence = _("An API key was revoked: %(prefix)s.")

    key_id: int
    prefix: str
