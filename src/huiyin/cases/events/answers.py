"""What the answer was, and what the customer made of it."""

from dataclasses import dataclass
from gettext import gettext as _

from huiyin.kernel.journal.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResolved(Event):
    name = "cases.case_resolved"
    sentence = _("It was resolved.")

    case_ref: str
    cycle: int
    cause: str
    is_first_contact: bool


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPhrased(Event):
    """A model outside was asked to phrase a suggestion; `digest` is of what was sent."""

    name = "cases.answer_phrased"
    sentence = _(
        "A suggested answer was sent to the model %(model)s to be phrased: %(outcome)s; "
        "%(sent)s characters out, %(received)s back."
    )

    case_ref: str
    model: str
    digest: str
    sent: int
    received: int
    duration_ms: int
    outcome: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CallBackInvited(Event):
    name = "cases.call_back_invited"
    sentence = _("The customer was asked whether it is solved.")

    case_ref: str
    cycle: int
    by_person: bool


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CallBackSpared(Event):
    name = "cases.call_back_spared"
    sentence = _(
        "The customer was not asked to rate it: they were asked about %(asked_ref)s less than "
        "%(days)s days before."
    )

    case_ref: str
    cycle: int
    asked_ref: str
    days: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CallBackMissed(Event):
    name = "cases.call_back_missed"
    sentence = _("Call-back number %(attempts)s reached nobody.")

    case_ref: str
    cycle: int
    attempts: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRated(Event):
    name = "cases.case_rated"
    sentence = _("The customer rated it %(score)s of 5.")

    case_ref: str
    cycle: int
    score: int | None
    is_solved: bool | None
    is_timely: bool | None
    is_satisfied: bool | None


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class RatingExplained(Event):
    name = "cases.rating_explained"
    sentence = _("The customer said more about the rating.")

    case_ref: str
    cycle: int
    is_solved: bool | None
    is_timely: bool | None
    is_satisfied: bool | None


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClosed(Event):
    name = "cases.case_closed"
    sentence = _("It was closed: %(why)s")

    case_ref: str
    why: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReopened(Event):
    name = "cases.case_reopened"
    sentence = _("It was opened again, cycle %(cycle)s: %(why)s")

    case_ref: str
    cycle: int
    why: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseWithdrawn(Event):
    name = "cases.case_withdrawn"
    sentence = _("The customer withdrew it.")

    case_ref: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAppealed(Event):
    name = "cases.case_appealed"
    sentence = _("It was taken to %(body)s.")

    case_ref: str
    appeal_id: int
    body: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class AppealDecided(Event):
    name = "cases.appeal_decided"
    sentence = _("The appeal was decided.")

    case_ref: str
    appeal_id: int
