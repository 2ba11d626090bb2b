"""Agree with the machine on a sampled answer, or correct it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.kernel.access.roles import Actor
from huiyin.kernel.journal.record import record
from huiyin.kernel.refusal import Refusal
from huiyin.quality.access import hold_sample
from huiyin.quality.events import AnswerJudged, JudgementUndone, story_of
from huiyin.quality.models import Judgement, Sample, Verdict
from huiyin.quality.rules.grades import CRITERIA, Grade, grade_of

LONGEST_WHY = 400


class CannotJudge(Refusal):
    """It is one's own answer, judged already, or a correction lacks its reason."""

    code = "cannot_judge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a person says by one criterion, and why where it differs from the machine."""

    grade: Grade
    why: str = ""


@transaction.atomic
def judge_answer(
    *, sample_id: int, said: Mapping[str, Said], at: datetime, actor: Actor
) -> None:
    """Judge a sampled answer by each criterion the machine judged it by.

    Raises NotAllowed, NotFound, CannotJudge.
    """
    sample = hold_sample(sample_id=sample_id, actor=actor)
    _refuse_twice_or_own(sample, actor)
    judgement = Judgement.objects.create(sample=sample, by=actor.id, at=at)
    verdicts = [
        _verdict(judgement, criterion, grade_of(sample.scores[criterion]), said)
        for criterion in CRITERIA
        if criterion in sample.scores
    ]
    Verdict.objects.bulk_create(verdicts)
    _count(sample)
    event = AnswerJudged(
        sample_id=sample.pk,
        case_ref=sample.case_ref,
        judgement_id=judgement.pk,
        corrected=sum(verdict.grade != verdict.machine for verdict in verdicts),
    )
    record(event, story=story_of(sample.pk), at=at, actor=actor.id)


@transaction.atomic
def undo_judgement(*, sample_id: int, at: datetime, actor: Actor) -> None:
    """Take one's own judgement back. Raises NotAllowed, NotFound, CannotJudge."""
    sample = hold_sample(sample_id=sample_id, actor=actor)
    own = Judgement.objects.filter(sample=sample, by=actor.id, undone_at=None).first()
    if own is None:
        raise CannotJudge(_("You have not judged this answer. Judge it first."))
    own.undone_at = at
    own.save(update_fields=["undone_at"])
    _count(sample)
    event = JudgementUndone(sample_id=sample.pk, case_ref=sample.case_ref, judgement_id=own.pk)
    record(event, story=story_of(sample.pk), at=at, actor=actor.id)


def _refuse_twice_or_own(sample: Sample, actor: Actor) -> None:
    if sample.user_id == actor.user_id:
        raise CannotJudge(_("Nobody judges their own answers. Leave it to a colleague."))
    if Judgement.objects.filter(sample=sample, by=actor.id, undone_at=None).exists():
        raise CannotJudge(_("You have judged this answer. Undo it to judge it anew."))


def _verdict(
    judgement: Judgement, criterion: str, machine: Grade, said: Mapping[str, Said]
) -> Verdict:
    one = said.get(criterion)
    if one is None:
        raise CannotJudge(_("A grade is missing. Choose one for each criterion."))
    why = one.why.strip()[:LONGEST_WHY]
    if one.grade != machine and not why:
        raise CannotJudge(_("Say in a word why you correct the machine."))
    return Verdict(
        judgement=judgement,
        criterion=criterion,
        machine=machine.value,
        grade=one.grade.value,
        why=why if one.grade != machine else "",
    )


def _count(sample: Sample) -> None:
    sample.judged = Judgement.objects.filter(sample=sample, undone_at=None).count()
    sample.save(update_fields=["judged"])
