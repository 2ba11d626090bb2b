from dataclasses import dataclass
from gettext import gettext as _

from huiyin.kernel.journal.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class BrandChanged(Event):
    """Pages and messages show another name, mark, colour, line or terms."""

    name = "branding.brand_changed"
    sentence = _("The brand was changed: %(parts)s.")

    parts: list[str]
    version: str
