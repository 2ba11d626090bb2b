"""Put a model of topics to use, and the one before back."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.cases.access import TEND_MODEL
from huiyin.cases.events import ModelDiscarded, ModelPutToUse
from huiyin.cases.events.learning import STORY
from huiyin.cases.models import TrainingRun
from huiyin.kernel.access.roles import Actor, require
from huiyin.kernel.journal.record import record
from huiyin.kernel.refusal import Refusal
from huiyin.kernel.text import store


class CannotUseModel(Refusal):
    """There is no such model to put to use, or it was compared with another one."""

    code = "cannot_use_model"
    status = 409


@transaction.atomic
def use_model(*, version: str, how: str, at: datetime, actor: Actor) -> None:
    """Put a kept version to use. Raise CannotUseModel."""
    require(actor, TEND_MODEL)
    if version not in store.versions(settings.MODELS_ROOT):
        raise CannotUseModel(
            _("There is no model %(version)s. Choose one of those that are kept.")
            % {"version": version}
        )
    _put(
        version, how, lambda: store.use(version, root=settings.MODELS_ROOT), at=at, actor=actor
    )


@transaction.atomic
def roll_back_model(*, at: datetime, actor: Actor) -> str:
    """Put the version back that was in use before; return it. Raise CannotUseModel."""
    require(actor, TEND_MODEL)
    before = store.version_before(settings.MODELS_ROOT)
    if not before:
        raise CannotUseModel(
            _("No other model was in use before this one, so there is none to go back to.")
        )
    _put(before, "rolled_back", lambda: _back(before), at=at, actor=actor)
    return before


@transaction.atomic
def accept_model(*, run_id: int, at: datetime, actor: Actor) -> str:
    """Put a candidate to use; return its version. Raise CannotUseModel."""
    require(actor, TEND_MODEL)
    run = _held(run_id, "ready")
    if run.before != store.current_version(settings.MODELS_ROOT):
        raise CannotUseModel(
            _(
                "The candidate was compared with %(before)s, but another model is in use now. "
                "Discard it and train again."
            )
            % {"before": run.before}
        )
    _end(run, "accepted", at=at, actor=actor)
    use_model(version=run.version, how="accepted", at=at, actor=actor)
    return run.version


@transaction.atomic
def discard_model(*, run_id: int, at: datetime, actor: Actor) -> None:
    """Give a candidate up, or one that is still to be trained. Raise CannotUseModel."""
    require(actor, TEND_MODEL)
    run = _held(run_id, "waiting", "training", "ready")
    _end(run, "discarded", at=at, actor=actor)
    event = ModelDiscarded(run_id=run.pk, version=run.version or "-")
    record(event, story=STORY, at=at, actor=actor.id)
    if run.version:
        transaction.on_commit(lambda: store.drop(run.version, root=settings.MODELS_ROOT))


def _held(run_id: int, *states: str) -> TrainingRun:
    run = TrainingRun.objects.select_for_update().filter(pk=run_id, state__in=states).first()
    if run is None:
        raise CannotUseModel(
            _("Somebody has decided about this candidate already. Load the page again.")
        )
    return run


def _end(run: TrainingRun, state: str, *, at: datetime, actor: Actor) -> None:
    run.state, run.decided_by, run.decided_at = state, actor.id, at
    run.save()


def _back(expected: str) -> None:
    if store.roll_back(settings.MODELS_ROOT) != expected:
        raise CannotUseModel(_("Another model was put to use just now. Load the page again."))


def _put(
    version: str, how: str, act: Callable[[], None], *, at: datetime, actor: Actor
) -> None:
    before = store.current_version(settings.MODELS_ROOT)
    event = ModelPutToUse(version=version, before=before or "-", how=how)
    record(event, story=STORY, at=at, actor=actor.id)
    # Last: what was written down can be taken back, the file cannot.
    act()
