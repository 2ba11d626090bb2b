"""What happens to samples of answers. Identifiers only; the words are kept and sealed here."""

from dataclasses import dataclass
from gettext import gettext as _

from huiyin.kernel.journal.events import Event, event

DRAWS = "answer-samples"


def story_of(sample_id: int) -> str:
    """Return under which story the journal tells of a sampled answer."""
    return f"sample:{sample_id}"


def own_story_of(sample_id: int) -> str:
    """Return the story by which the agent is led to it, who sees less than the managers."""
    return f"own-answer:{sample_id}"


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersSampled(Event):
    name = "quality.answers_sampled"
    sentence = _("Of %(sent)s answers of %(week)s, %(drawn)s were drawn to be looked at.")

    week: str
    sent: int
    drawn: int
    seed: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerJudged(Event):
    """`corrected` says by how many criteria the person differs from the machine."""

    name = "quality.answer_judged"
    sentence = _("An answer on %(case_ref)s was judged; %(corrected)s grades were corrected.")

    sample_id: int
    case_ref: str
    judgement_id: int
    corrected: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementUndone(Event):
    name = "quality.judgement_undone"
    sentence = _("A judgement of an answer on %(case_ref)s was taken back.")

    sample_id: int
    case_ref: str
    judgement_id: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackGiven(Event):
    name = "quality.feedback_given"
    sentence = _("Feedback was given on an answer on %(case_ref)s.")

    sample_id: int
    case_ref: str
    feedback_id: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackAnswered(Event):
    name = "quality.feedback_answered"
    sentence = _("Feedback on an answer on %(case_ref)s was answered.")

    sample_id: int
    case_ref: str
    feedback_id: int
    is_appeal: bool


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class AppealSettled(Event):
    name = "quality.appeal_settled"
    sentence = _("The appeal against feedback on an answer on %(case_ref)s was settled.")

    sample_id: int
    case_ref: str
    feedback_id: int
