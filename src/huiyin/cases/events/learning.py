"""How the model of topics is taught: asked for, trained, put to use or not. Its own story."""

from dataclasses import dataclass
from gettext import gettext as _

from huiyin.kernel.journal.events import Event, event

STORY = "topic-model"


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingAsked(Event):
    name = "cases.training_asked"
    sentence = _("A new model of topics was asked for.")

    run_id: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ModelTrained(Event):
    name = "cases.model_trained"
    sentence = _(
        "Model %(version)s was trained and compared with %(before)s on %(held_out)s decisions "
        "held out: right in %(right_after)s %% instead of %(right_before)s %%."
    )

    run_id: int
    before: str
    version: str
    held_out: int
    right_before: float
    right_after: float


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingFailed(Event):
    name = "cases.training_failed"
    sentence = _("A new model of topics could not be trained.")

    run_id: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ModelPutToUse(Event):
    """`how` is accepted, trained (by command), chosen or rolled_back."""

    name = "cases.model_put_to_use"
    sentence = _("Model %(version)s was put to use (before: %(before)s).")

    version: str
    before: str
    how: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ModelDiscarded(Event):
    name = "cases.model_discarded"
    sentence = _("The candidate for a new model of topics was discarded.")

    run_id: int
    version: str
