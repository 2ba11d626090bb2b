"""Teach the model of topics what people decided, beside the one in use, and compare the two."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from huiyin.cases.access import TEND_MODEL
from huiyin.cases.events import ModelTrained, TrainingAsked, TrainingFailed
from huiyin.cases.events.learning import STORY
from huiyin.cases.models import TrainingRun
from huiyin.cases.queries.lessons import count_lessons, lessons
from huiyin.cases.rules.learning import ENOUGH, Fold, Lesson, compare, folds_of
from huiyin.kernel.access.roles import Actor, require
from huiyin.kernel.journal.record import record
from huiyin.kernel.refusal import Refusal
from huiyin.kernel.text import Judgement, TopicModel, store
from huiyin.kernel.text.lineage import Base, base_in_use, keep_learnt, learn

ATTEMPTS = 3


class CannotTrain(Refusal):
    """There is nothing to learn from yet, or nothing to compare with."""

    code = "cannot_train"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a candidate is learnt from and measured by.

    Only what came after the model in use was taught is held out: it knows the rest by heart.
    """

    model: TopicModel
    base: Base
    known: Sequence[Lesson]
    new: Sequence[Lesson]
    folds: Sequence[Fold]


def taught_until() -> datetime | None:
    """Return up to when the model in use has been taught decisions, None where never."""
    version = store.current_version(settings.MODELS_ROOT)
    said = version and store.facts_of(version, root=settings.MODELS_ROOT).get("taught_until")
    return datetime.fromisoformat(said) if said else None


def ask_for_training(*, at: datetime, actor: Actor) -> None:
    """Have a worker train a candidate from all decisions. Raise CannotTrain."""
    require(actor, TEND_MODEL)
    found = count_lessons(after=taught_until())
    if found < ENOUGH:
        raise _too_few(found)
    try:
        with transaction.atomic():
            run = TrainingRun.objects.create(asked_by=actor.id, asked_at=at)
            record(TrainingAsked(run_id=run.pk), story=STORY, at=at, actor=actor.id)
    except IntegrityError as error:
        raise CannotTrain(
            _("A candidate is being trained or waits for a decision. Accept or discard it.")
        ) from error


def train_waiting(*, at: datetime) -> int:
    """Train the candidate that was asked for; return how many were.

    Killed in between, it begins anew; killed again and again, it is given up.
    """
    run = TrainingRun.objects.filter(state__in=["waiting", "training"]).first()
    if run is None:
        return 0
    run.state, run.attempts, run.step = "training", run.attempts + 1, 0
    _goes_on(run)
    try:
        if run.attempts > ATTEMPTS:
            raise CannotTrain(
                _("The worker ended %(times)s times while it trained. Is its memory enough?")
                % {"times": ATTEMPTS}
            )
        _train(run, at=at)
    except (Refusal, ValueError) as problem:
        _give_up(run, str(problem), at=at)
    return 1


def _train(run: TrainingRun, *, at: datetime) -> None:
    ground = _ground()
    run.before = ground.model.version
    run.steps = len(ground.folds) + 1
    run.corrections = len(ground.known) + len(ground.new)
    run.examples = len(ground.base.examples) + run.corrections
    _goes_on(run)
    report = _measured(run, ground, at=at)
    taught = [*ground.known, *ground.new]
    model = learn(
        ground.base,
        [lesson.labelled for lesson in taught],
        at=at,
        taught_until=max(lesson.at for lesson in taught),
        figures={"held_out": report["held_out"], **report["after"]},
    )
    version = keep_learnt(model, ground.base, root=settings.MODELS_ROOT, is_used=False)
    _finish(run, version, report, at=at)


def _ground() -> Ground:
    model = store.current_model(settings.MODELS_ROOT)
    base = base_in_use(settings.MODELS_ROOT)
    if model is None or base is None:
        raise CannotTrain(
            _(
                "The texts that the model in use was learnt from are not known. Train one with "
                "“huiyin text train FILE” first; it keeps them."
            )
        )
    until, found = taught_until(), lessons()
    new = [lesson for lesson in found if until is None or lesson.at > until]
    if len(new) < ENOUGH:
        raise _too_few(len(new))
    known = [lesson for lesson in found if until is not None and lesson.at <= until]
    return Ground(model=model, base=base, known=known, new=new, folds=folds_of(new))


def _measured(run: TrainingRun, ground: Ground, *, at: datetime) -> dict[str, Any]:
    """Return how both models judge what the candidate has not seen, nor the one in use."""
    truths: list[str] = []
    before: list[Judgement] = []
    after: list[Judgement] = []
    for fold in ground.folds:
        unseen = [ground.new[place] for place in fold.unseen]
        taught = [*ground.known, *(ground.new[place] for place in fold.known)]
        candidate = learn(ground.base, [lesson.labelled for lesson in taught], at=at)
        texts = [lesson.text for lesson in unseen]
        truths += [lesson.topic for lesson in unseen]
        before += ground.model.judge(texts)
        after += candidate.judge(texts)
        run.step += 1
        _goes_on(run)
    return {**compare(truths, before, after), "folds": len(ground.folds)}


def _goes_on(run: TrainingRun) -> None:
    """Write down how far it is, unless it has been given up."""
    fields = ("state", "step", "steps", "attempts", "before", "examples", "corrections")
    wanted = TrainingRun.objects.filter(pk=run.pk, state__in=["waiting", "training"])
    wanted.update(**{field: getattr(run, field) for field in fields})


@transaction.atomic
def _finish(run: TrainingRun, version: str, report: dict[str, Any], *, at: datetime) -> None:
    wanted = TrainingRun.objects.filter(pk=run.pk, state="training")
    if not wanted.update(
        state="ready", step=run.steps, version=version, report=report, ended_at=at
    ):
        # Given up while it was being trained.
        store.drop(version, root=settings.MODELS_ROOT)
        return
    event = ModelTrained(
        run_id=run.pk,
        before=run.before,
        version=version,
        held_out=report["held_out"],
        right_before=round(100 * report["before"]["accuracy"], 1),
        right_after=round(100 * report["after"]["accuracy"], 1),
    )
    record(event, story=STORY, at=at)


@transaction.atomic
def _give_up(run: TrainingRun, problem: str, *, at: datetime) -> None:
    wanted = TrainingRun.objects.filter(pk=run.pk, state__in=["waiting", "training"])
    if wanted.update(state="failed", problem=problem[:400], ended_at=at):
        record(TrainingFailed(run_id=run.pk), story=STORY, at=at)


def _too_few(found: int) -> CannotTrain:
    return CannotTrain(
        _(
            "There are %(found)s new decisions; %(enough)s are needed to tell whether a new "
            "model is better. Decide more topics in triage, or agree with those that are right."
        )
        % {"found": found, "enough": ENOUGH}
    )
