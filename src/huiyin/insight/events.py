"""What happens to reports."""

from dataclasses import dataclass
from gettext import gettext as _

from huiyin.kernel.journal.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPublished(Event):
    name = "insight.report_published"
    sentence = _("The report of %(period)s was shown to the public, edition %(edition)s.")

    period: str
    edition: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWithdrawn(Event):
    name = "insight.report_withdrawn"
    sentence = _("The report of %(period)s was taken from the public.")

    period: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class TopicFound(Event):
    name = "insight.topic_found"
    sentence = _("%(customers)s customers speak of one matter.")

    topic_id: int
    customers: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class TopicClosed(Event):
    name = "insight.topic_closed"
    sentence = _("Nobody speaks of this matter any more.")

    topic_id: int
