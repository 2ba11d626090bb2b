from dataclasses import dataclass
from gettext import gettext as _

from huiyin.kernel.journal.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyRevised(Event):
    """A version of a policy takes effect. `applies_to` is `new` (clocks set from now on) or
    `running` (those that run are to be recomputed too).
    """

    name = "standards.policy_revised"
    sentence = _("Version %(number)s of policy %(policy)s takes effect.")

    policy: str
    number: int
    version_id: int
    previous_version_id: int | None
    valid_from: str
    applies_to: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarRevised(Event):
    """A calendar says something else from the day `applies_from` on; running clocks on it are
    due at another moment now.
    """

    name = "standards.calendar_revised"
    sentence = _("Version %(number)s of calendar %(calendar)s applies from %(applies_from)s.")

    calendar: str
    number: int
    applies_from: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRevised(Event):
    """A topic or cause was added, renamed, given to another department or put out of use."""

    name = "standards.topic_revised"
    sentence = _("Topic %(code)s was revised.")

    code: str
    tree: str
    department: str
    is_active: bool


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class StandardRevised(Event):
    """A service standard has a new version."""

    name = "standards.standard_revised"
    sentence = _("Version %(number)s of service standard %(standard)s takes effect.")

    standard: str
    number: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class LegalLimitAdded(Event):
    """A legal limit was written down; an older one of the same place and kind ends with it."""

    name = "standards.legal_limit_added"
    sentence = _("Legal limit %(kind)s of %(region)s was added.")

    kind: str
    region: str
    limit_id: int
    valid_from: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFallsDue(Event):
    """Somebody has to look whether a policy or service standard is still right."""

    name = "standards.review_falls_due"
    sentence = _("The review of %(kind)s %(code)s falls due.")

    kind: str
    code: str
    version_id: int
