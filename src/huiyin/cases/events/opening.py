"""What is known of a complaint when it comes in, and who gets it."""

from dataclasses import dataclass
from gettext import gettext as _

from huiyin.kernel.journal.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened(Event):
    name = "cases.case_opened"
    sentence = _("The complaint was received by %(channel)s and understood as %(topic)s.")

    case_ref: str
    channel: str
    topic: str
    confidence: float
    urgency: str
    region: str
    repeat_of: str = ""


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseChased(Event):
    name = "cases.case_chased"
    sentence = _("The customer asked again about it, for the %(times)s. time.")

    case_ref: str
    times: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseBypassed(Event):
    name = "cases.case_bypassed"
    sentence = _("The customer says the matter goes to the regulator or in public.")

    case_ref: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClassified(Event):
    name = "cases.case_classified"
    sentence = _("The topic was set from %(before)s to %(topic)s.")

    case_ref: str
    before: str
    topic: str
    urgency: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class TopicAgreed(Event):
    """A person decided what the model had said."""

    name = "cases.topic_agreed"
    sentence = _("A person agreed with the topic %(topic)s.")

    case_ref: str
    topic: str
    urgency: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDispatched(Event):
    name = "cases.case_dispatched"
    sentence = _("It was sent to %(department)s.")

    case_ref: str
    department: str
    team: str
    holder_id: int | None
    reasons: list[str]


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTaken(Event):
    name = "cases.case_taken"
    sentence = _("It was taken up.")

    case_ref: str
    holder_id: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseHandedOver(Event):
    name = "cases.case_handed_over"
    sentence = _("It was handed over from %(from_department)s to %(department)s: %(why)s")

    case_ref: str
    from_department: str
    department: str
    holder_id: int | None
    why: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReturned(Event):
    name = "cases.case_returned"
    sentence = _("Whoever held it left; it waits for somebody else.")

    case_ref: str
    department: str
