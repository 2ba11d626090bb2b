"""How near its centre a message must be to speak of a matter; which words are its own."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Fewer people than this make no matter of it.
LEAST_CUSTOMERS = 3
# How near the centre a message must be that uses none of the matter's own words.
NEAR_WITHOUT = 0.35
# And one that does. Where its messages are nearer, as in short ones, so must be who joins them.
_NEAR, _NEAR_PART = 0.14, 0.35
# A word is its own where most who use it speak of the matter, and enough of them use it.
_OWN_PART, _OWN_USE = 0.7, 0.15
_KEPT = 60


def near_limit(typical: float) -> float:
    """Return how near a message with words of its own must be, its messages being `typical`."""
    return max(_NEAR, _NEAR_PART * typical)


def own_words(
    used: NDArray[np.float64], *, of: NDArray[np.float64], size: int
) -> NDArray[np.bool_]:
    """Return which phrases are a matter's own: in how many of its `size` messages each is used,
    and `of` how many there are at all."""
    own: NDArray[np.bool_] = (used >= max(LEAST_CUSTOMERS, _OWN_USE * size)) & (
        used >= _OWN_PART * of
    )
    return own


def centre_of(
    rows: Any, names: tuple[str, ...], known: Mapping[str, float]
) -> dict[str, float]:
    """Return the centre of these rows by its heaviest phrases, of those that are `known`, so
    that what few people said is not kept."""
    mean = np.asarray(rows.mean(axis=0)).ravel()
    heaviest = [n for n in np.argsort(-mean).tolist() if mean[n] > 0 and names[n] in known]
    kept = {names[n]: float(mean[n]) for n in heaviest[:_KEPT]}
    length = float(np.sqrt(sum(weight * weight for weight in kept.values()))) or 1.0
    return {name: round(weight / length, 5) for name, weight in kept.items()}
