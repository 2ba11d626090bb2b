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


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class TopicMarked(Event):
    name = "insight.topic_marked"
    sentence = _("What is being done: %(mark)s.")

    topic_id: int
    mark: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsMerged(Event):
    name = "insight.topics_merged"
    sentence = _("Topic %(other_id)s was put into this one.")

    topic_id: int
    other_id: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsParted(Event):
    name = "insight.topics_parted"
    sentence = _("Topic %(other_id)s stands on its own again.")

    topic_id: int
    other_id: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTakenOut(Event):
    name = "insight.case_taken_out"
    sentence = _("%(case_ref)s was taken out: it is about something else.")

    topic_id: int
    case_ref: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CasePutBack(Event):
    name = "insight.case_put_back"
    sentence = _("%(case_ref)s was put back.")

    topic_id: int
    case_ref: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class TopicEmerged(Event):
    name = "insight.topic_emerged"
    sentence = _("%(customers)s customers within %(hours)s hours, where %(usual)s are usual.")

    topic_id: int
    customers: int
    hours: int
    usual: float
    chance: float


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportScheduled(Event):
    name = "insight.report_scheduled"
    sentence = _("A report was ordered to be sent regularly.")

    schedule_id: int
    rhythm: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleChanged(Event):
    """`change` is paused, resumed, deleted, restored or sent_now."""

    name = "insight.schedule_changed"
    sentence = _("The regular report was changed: %(change)s.")

    schedule_id: int
    change: str
