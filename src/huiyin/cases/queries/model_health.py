"""How the model of topics is: which it is, how often it was right, what is being trained."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings

from huiyin.cases.models import TrainingRun
from huiyin.kernel.text import store


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCard:
    """A version and what is known of it; empty is what was not noted when it was trained."""

    version: str
    origin: str
    trained_at: datetime | None
    taught_until: datetime | None
    examples: int
    corrections: int
    topics: int
    figures: dict[str, Any] = field(default_factory=dict)


def model_in_use() -> ModelCard | None:
    """Return the model in use, None where every topic waits for a person."""
    root = settings.MODELS_ROOT
    version = store.current_version(root)
    if not version or store.current_model(root) is None:
        return None
    facts = store.facts_of(version, root=root)
    return ModelCard(
        version=version,
        origin=facts.get("origin", ""),
        trained_at=_moment(facts.get("trained_at")),
        taught_until=_moment(facts.get("taught_until")),
        examples=facts.get("examples", 0),
        corrections=facts.get("corrections", 0),
        topics=facts["topics"],
        figures=facts.get("figures") or {},
    )


def version_before() -> str:
    """Return the version that a roll-back would put to use, empty where there is none."""
    return store.version_before(settings.MODELS_ROOT)


def last_run() -> TrainingRun | None:
    """Return the candidate that was asked for last, whatever became of it."""
    return TrainingRun.objects.order_by("-pk").first()


def _moment(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None
