"""The terms a model knows, and how texts are weighed by them."""

from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from huiyin.kernel.text.features import PAIR, Integers, Keys, Runs, Terms

Floats: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weighed:
    """Texts as rows of term numbers and weights, end to end; `starts` are the row borders."""

    ids: Any
    weights: Any
    starts: Integers


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Terms numbered through: words and pairs, then runs, then runs of the head, each kind in
    the order of its keys; how rare each is, and which share of a text's weight each of the
    three kinds has (they sum to 1).
    """

    words: Keys
    runs: Keys
    heads: Keys
    rarity: Floats
    shares: Floats
    borders: Integers = field(init=False)
    single_words: int = field(init=False)

    def __post_init__(self) -> None:
        sizes = [0, len(self.words), len(self.runs), len(self.heads)]
        object.__setattr__(self, "borders", np.cumsum(sizes))
        object.__setattr__(self, "single_words", int(np.searchsorted(self.words, PAIR)))

    def __len__(self) -> int:
        return int(self.borders[-1])

    def kinds(self) -> tuple[Keys, Keys, Keys]:
        """Return the keys of words with their pairs, of runs, of runs of the head."""
        return self.words, self.runs, self.heads

    def weigh(self, terms: Terms) -> Weighed:
        """Weigh the known terms of each text by how often they occur and how rare they are."""
        width = max(len(self), 1)
        parts = []
        for owned, known, first in zip(terms.kinds(), self.kinds(), self.borders, strict=False):
            places, numbers = numbered(owned, known)
            parts.append(owned.owners[places] * width + (numbers + first))
        keys, times = np.unique(np.concatenate(parts), return_counts=True)
        firsts = np.arange(terms.count + 1, dtype=np.int64) * width
        return self.weigh_counted(keys % width, times, np.searchsorted(keys, firsts))

    def weigh_counted(self, ids: Any, times: Any, starts: Integers) -> Weighed:
        """Weigh terms that are counted already: their numbers, in order within each text, how
        often each occurs, and the borders of the texts."""
        weights = (1 + np.log(times, dtype=np.float32)) * self.rarity[ids]
        # Within a text the three kinds follow one another, as their numbers do.
        kinds = np.searchsorted(self.borders[1:3], ids, side="right")
        owners = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
        parts = owners * 3 + kinds
        squares = np.bincount(parts, weights * weights, minlength=3 * (len(starts) - 1))
        weights *= self._scales(squares.astype(np.float32).reshape(-1, 3))[parts]
        return Weighed(ids, weights, starts)

    def _scales(self, squares: Floats) -> Floats:
        """Return by what the weights of each kind in each text are multiplied: so that a text's
        weights have the length 1, its kinds their shares in it where it has them all.
        """
        present = np.where(squares > 0, self.shares, np.float32(0))
        wholes = np.maximum(present.sum(axis=1, keepdims=True), 1e-9)
        scales: Floats = np.sqrt(present / wholes / np.maximum(squares, 1e-12))
        return scales.ravel().astype(np.float32)


def numbered(found: Runs, known: Keys) -> tuple[Integers, Integers]:
    """Return which of the terms found are known, by place, and their numbers among `known`."""
    if not len(known) or not len(found.keys):
        nothing = np.empty(0, dtype=np.int64)
        return nothing, nothing
    numbers = np.searchsorted(known, found.keys)
    numbers[numbers == len(known)] = 0
    places = np.flatnonzero(known[numbers] == found.keys)
    return places, numbers[places]


def row_sums(values: Floats, starts: Integers) -> Floats:
    """Return the sum of each row; `reduceat` alone gives an empty row its neighbour's value."""
    sums: Floats = np.zeros((len(starts) - 1, *values.shape[1:]), dtype=np.float32)
    filled = np.flatnonzero(np.diff(starts))
    if filled.size:
        sums[filled] = np.add.reduceat(values, starts[filled], axis=0)
    return sums
