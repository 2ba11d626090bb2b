"""Say something to whoever wrote an answer; they answer once, or appeal; that is settled."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.kernel.access.roles import Actor
from huiyin.kernel.journal.record import record
from huiyin.kernel.refusal import Refusal
from huiyin.notifications.public import NewStaffNotice, notify_staff
from huiyin.quality.access import hold_feedback, hold_own_feedback, hold_sample
from huiyin.quality.events import (
    AppealSettled,
    FeedbackAnswered,
    FeedbackGiven,
    own_story_of,
    story_of,
)
from huiyin.quality.models import Feedback, Judgement, Sample

LONGEST = 2000
GIVEN, ANSWERED, SETTLED = (
    "quality.feedback_given",
    "quality.feedback_answered",
    "quality.appeal_settled",
)


class CannotGiveFeedback(Refusal):
    """Nothing was said, or it was said already, or nobody has judged the answer yet."""

    code = "cannot_give_feedback"


@transaction.atomic
def give_feedback(*, sample_id: int, words: str, at: datetime, actor: Actor) -> int:
    """Say something to whoever wrote a sampled answer that one has judged; once.

    Returns the feedback's id. Raises NotAllowed, NotFound, CannotGiveFeedback.
    """
    sample = hold_sample(sample_id=sample_id, actor=actor)
    words = _words(words)
    if not Judgement.objects.filter(sample=sample, by=actor.id, undone_at=None).exists():
        raise CannotGiveFeedback(_("Judge the answer first, then say something about it."))
    if Feedback.objects.filter(sample=sample, by=actor.id).exists():
        raise CannotGiveFeedback(_("You have given feedback on this answer already."))
    given = Feedback.objects.create(sample=sample, by=actor.id, at=at, words=words)
    event = FeedbackGiven(sample_id=sample.pk, case_ref=sample.case_ref, feedback_id=given.pk)
    record(event, story=story_of(sample.pk), at=at, actor=actor.id)
    _tell(GIVEN, given, to=sample.user_id, story=own_story_of(sample.pk), at=at)
    return given.pk


@transaction.atomic
def answer_feedback(
    *, feedback_id: int, words: str, is_appeal: bool, at: datetime, actor: Actor
) -> None:
    """Answer feedback on one's own answer, or appeal against it; once.

    Raises NotAllowed, NotFound, CannotGiveFeedback.
    """
    given = hold_own_feedback(feedback_id=feedback_id, actor=actor)
    words = _words(words)
    if given.replied_at is not None:
        raise CannotGiveFeedback(_("You have answered this feedback already."))
    given.reply, given.replied_at, given.is_appeal = words, at, is_appeal
    given.save(update_fields=["reply", "replied_at", "is_appeal"])
    sample = _count_appeals(given)
    event = FeedbackAnswered(
        sample_id=sample.pk,
        case_ref=sample.case_ref,
        feedback_id=given.pk,
        is_appeal=is_appeal,
    )
    record(event, story=story_of(sample.pk), at=at, actor=actor.id)
    manager = int(given.by.removeprefix("user:"))
    _tell(ANSWERED, given, to=manager, story=story_of(sample.pk), at=at)


@transaction.atomic
def settle_appeal(*, feedback_id: int, words: str, at: datetime, actor: Actor) -> None:
    """Say what came of an appeal. Raises NotAllowed, NotFound, CannotGiveFeedback."""
    given = hold_feedback(feedback_id=feedback_id, actor=actor)
    words = _words(words)
    if not given.is_appeal or given.settled_at is not None:
        raise CannotGiveFeedback(_("No appeal waits here."))
    given.outcome, given.settled_at, given.settled_by = words, at, actor.id
    given.save(update_fields=["outcome", "settled_at", "settled_by"])
    sample = _count_appeals(given)
    event = AppealSettled(sample_id=sample.pk, case_ref=sample.case_ref, feedback_id=given.pk)
    record(event, story=story_of(sample.pk), at=at, actor=actor.id)
    _tell(SETTLED, given, to=sample.user_id, story=own_story_of(sample.pk), at=at)


def _words(words: str) -> str:
    if not words.strip():
        raise CannotGiveFeedback(_("There is nothing to say yet. Write it first."))
    return words.strip()[:LONGEST]


def _count_appeals(given: Feedback) -> Sample:
    sample = Sample.objects.select_for_update().get(pk=given.sample_id)
    waiting = Feedback.objects.filter(sample=sample, is_appeal=True, settled_at=None)
    sample.is_appealed = waiting.exists()
    sample.save(update_fields=["is_appealed"])
    return sample


def _tell(code: str, given: Feedback, *, to: int, story: str, at: datetime) -> None:
    notice = NewStaffNotice(
        code=code,
        user_ids=(to,),
        story=story,
        values={"ref": given.sample.case_ref},
        dedupe_key=f"{code}:{given.pk}",
    )
    notify_staff(notices=[notice], at=at)
