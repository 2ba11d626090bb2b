"""The terms a model knows, and how texts are weighed by them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from huiyin.kernel.text.features import Integers, Keys, Runs, Terms

Floats: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weighed:
    """Texts as rows of term numbers and weights, end to end; `starts` are the row borders."""

    ids: Integers
    weights: Floats
    starts: Integers


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Terms numbered through: words and pairs, then runs, then runs of the head; how rare each
    is, and which share of a text's weight each of the three kinds has (they sum to 1).
    """

    words: tuple[str, ...]
    runs: Keys
    heads: Keys
    rarity: Floats
    shares: Floats
    numbers: Mapping[str, int] = field(init=False)
    borders: Integers = field(init=False)

    def __post_init__(self) -> None:
        sizes = [0, len(self.words), len(self.runs), len(self.heads)]
        numbers = {word: number for number, word in enumerate(self.words)}
        object.__setattr__(self, "numbers", numbers)
        object.__setattr__(self, "borders", np.cumsum(sizes))

    def __len__(self) -> int:
        return int(self.borders[-1])

    def weigh(self, terms: Terms) -> Weighed:
        """Weigh the known terms of each text by how often they occur and how rare they are."""
        count, width = len(terms.words), max(len(self), 1)
        keys, times = np.unique(self._numbered(terms, width), return_counts=True)
        ids = keys % width
        weights = (1 + np.log(times, dtype=np.float32)) * self.rarity[ids]
        # Within a text the three kinds follow one another, as their numbers do.
        firsts = np.arange(count, dtype=np.int64)[:, None] * width + self.borders[:3]
        kinds = np.append(np.searchsorted(keys, firsts.ravel()), len(keys))
        weights *= np.repeat(self._scales(weights, kinds), np.diff(kinds))
        return Weighed(ids, weights, kinds[::3])

    def _numbered(self, terms: Terms, width: int) -> Integers:
        """Return the known terms of all texts: the text's number times `width` + the term's."""
        numbers = self.numbers
        known: list[int] = []
        for row, words in enumerate(terms.words):
            start = row * width
            known += [start + n for word in words if (n := numbers.get(word)) is not None]
        parts = [
            np.array(known, dtype=np.int64),
            _found(terms.runs, self.runs, width, int(self.borders[1])),
            _found(terms.heads, self.heads, width, int(self.borders[2])),
        ]
        return np.concatenate(parts)

    def _scales(self, weights: Floats, kinds: Integers) -> Floats:
        """Return by what the weights of each kind in each text are multiplied: so that a text's
        weights have the length 1, its kinds their shares in it where it has them all.
        """
        squares = row_sums(weights * weights, kinds).reshape(-1, 3)
        present = np.where(squares > 0, self.shares, np.float32(0))
        wholes = np.maximum(present.sum(axis=1, keepdims=True), 1e-9)
        scales: Floats = np.sqrt(present / wholes / np.maximum(squares, 1e-12))
        return scales.ravel().astype(np.float32)


def _found(runs: Runs, known: Keys, width: int, first: int) -> Integers:
    if not len(known) or not len(runs.keys):
        return np.empty(0, dtype=np.int64)
    places = np.searchsorted(known, runs.keys)
    places[places == len(known)] = 0
    is_known = known[places] == runs.keys
    found: Integers = runs.owners[is_known] * width + (places[is_known] + first)
    return found


def row_sums(values: Floats, starts: Integers) -> Floats:
    """Return the sum of each row; `reduceat` alone gives an empty row its neighbour's value."""
    sums: Floats = np.zeros((len(starts) - 1, *values.shape[1:]), dtype=np.float32)
    filled = np.flatnonzero(np.diff(starts))
    if filled.size:
        sums[filled] = np.add.reduceat(values, starts[filled], axis=0)
    return sums
