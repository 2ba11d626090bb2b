"""What a model was learnt from, so that it can be taught further and said where it is from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from huiyin.kernel.text.examples import Labelled
from huiyin.kernel.text.model import TopicModel
from huiyin.kernel.text.starter import starter_examples
from huiyin.kernel.text.store import current_version, facts_of, keep, learnt_from
from huiyin.kernel.text.training import train

STARTER = "starter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The examples that a model stands on, without what people taught it afterwards.

    `kept_in` names the version that holds them, empty for the starter and for new ones.
    """

    origin: str
    examples: Sequence[Labelled]
    kept_in: str = ""


def starter_base() -> Base:
    """Return the examples that come with Huiyin."""
    return Base(origin=STARTER, examples=starter_examples())


def base_in_use(root: Path) -> Base | None:
    """Return what the model in use stands on; None where there is none, or it was not kept."""
    version = current_version(root)
    if not version:
        return None
    facts = facts_of(version, root=root)
    origin = facts.get("origin", STARTER)
    if origin == STARTER:
        return starter_base()
    kept_in = facts.get("examples_in") or version
    examples = learnt_from(kept_in, root=root)
    return Base(origin=origin, examples=examples, kept_in=kept_in) if examples else None


def learn(
    base: Base,
    corrections: Sequence[Labelled],
    *,
    at: datetime,
    taught_until: datetime | None = None,
    figures: dict[str, Any] | None = None,
) -> TopicModel:
    """Return a model of `base` and of what people corrected until `taught_until`."""
    facts = {
        "origin": base.origin,
        "examples_in": base.kept_in,
        "corrections": len(corrections),
        "taught_until": taught_until.isoformat() if taught_until else "",
        "trained_at": at.isoformat(),
        "figures": figures or {},
    }
    return train([*base.examples, *corrections], facts=facts)


def keep_learnt(model: TopicModel, base: Base, *, root: Path, is_used: bool) -> str:
    """Keep a model that `learn` made, with its base unless that is kept already."""
    is_new = base.origin != STARTER and not base.kept_in
    return keep(model, root=root, examples=base.examples if is_new else (), is_used=is_used)
