"""Labelled texts, made ready to learn from: dealt out to folds, their terms counted."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from huiyin.kernel.text.counting import Lexicon, Numbers, Times, count_terms
from huiyin.kernel.text.features import Integers
from huiyin.kernel.text.vocabulary import Vocabulary, Weighed

_AT_ONCE = 500
_FREQUENT_FROM = 2_000
_MOST_TERMS = 200_000
# Ten thousand letters have fifteen million; learning takes 28 bytes of each.
_MOST_COUNTED = 4_000_000
# Which share of what is said tells letters apart, and how many texts prove something: found by
# cross-validation.
_TELLING, _FEW_TEXTS = 0.3, 30
# Without a head, words and runs share about so: found by cross-validation.
_SHARES = (0.2, 0.36, 0.44)


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A text and the topic a person gave it."""

    text: str
    topic: str


def deal(labels: Sequence[Any], *, folds: int) -> list[int]:
    """Deal the texts of each topic out to the folds in turn, shuffled but always the same."""
    parts = [0] * len(labels)
    seen: Counter[Any] = Counter()
    for place in np.random.default_rng(0).permutation(len(labels)).tolist():
        parts[place] = seen[labels[place]] % folds
        seen[labels[place]] += 1
    return parts


@dataclass(frozen=True, slots=True)
class _Piece:
    """The terms of a few texts, laid end to end."""

    ids: Numbers
    times: Times
    borders: Integers


@dataclass(frozen=True, slots=True)
class Counted:
    """The terms of texts as rows of numbers in a lexicon, and how often each occurs; a text's
    row is where it starts and ends, so that some of the texts need no copy.
    """

    lexicon: Lexicon
    ids: Numbers
    times: Times
    starts: Integers
    ends: Integers

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Counted":
        """Count the terms of texts."""
        # A part of the texts to learn from must still be one of many.
        least = 2 if len(texts) >= 2 * _FREQUENT_FROM else 1
        lexicon, ids, times, borders = count_terms(texts, least=least)
        return cls(lexicon, ids, times, borders[:-1], borders[1:])

    def __len__(self) -> int:
        return len(self.starts)

    def some(self, rows: Integers) -> "Counted":
        """Return the terms of these texts."""
        return replace(self, starts=self.starts[rows], ends=self.ends[rows])

    def _pieces(self) -> Iterator[_Piece]:
        for first in range(0, len(self), _AT_ONCE):
            starts = self.starts[first : first + _AT_ONCE]
            lengths = self.ends[first : first + _AT_ONCE] - starts
            borders = np.concatenate([[0], np.cumsum(lengths)])
            places = np.repeat(starts - borders[:-1], lengths) + np.arange(borders[-1])
            yield _Piece(self.ids[places], self.times[places], borders)

    def weighed(self, vocabulary: Vocabulary) -> Weighed:
        """Return the texts weighed, a few at a time: letters have thousands of terms.

        The weights have 64 bits, which those who learn from them would else copy them to.
        """
        numbers = self._numbers_in(vocabulary)
        size = self.spread()[numbers >= 0].sum()
        ids, weights = np.empty(size, dtype=np.int32), np.empty(size)
        starts = np.zeros(1, dtype=np.int64)
        for piece in self._pieces():
            known = numbers[piece.ids]
            kept = np.flatnonzero(known >= 0)
            ends = np.searchsorted(kept, piece.borders)
            part = vocabulary.weigh_counted(known[kept], piece.times[kept], ends)
            here = slice(starts[-1], starts[-1] + len(kept))
            ids[here], weights[here] = part.ids, part.weights
            starts = np.concatenate([starts, ends[1:] + starts[-1]])
        return Weighed(ids, weights, starts)

    def spread(self) -> Integers:
        """Return how many of the texts have each term of the lexicon."""
        length = sum(map(len, self.lexicon))
        spread = np.zeros(length, dtype=np.int64)
        for piece in self._pieces():
            spread += np.bincount(piece.ids, minlength=length)
        return spread

    def _numbers_in(self, vocabulary: Vocabulary) -> Numbers:
        """Return for each term of the lexicon its number in a vocabulary made of it, or -1."""
        kept = np.concatenate(
            [
                np.isin(keys, known, assume_unique=True)
                for keys, known in zip(self.lexicon, vocabulary.kinds(), strict=True)
            ]
        )
        numbers = np.full(len(kept), -1, dtype=np.int32)
        # Both are in the same order.
        numbers[kept] = np.arange(len(vocabulary), dtype=np.int32)
        return numbers

    def vocabulary(
        self, labels: NDArray[Any] | None = None, *, is_telling: bool = False
    ) -> Vocabulary:
        """Return the terms worth knowing: of many texts those that more than one has.

        `is_telling` with `labels` leaves those that tell most about the labels, and weighs them
        by how much they tell: where the rest of a long text would drown them.
        """
        kept, spread = self._worth_knowing()
        rarity = np.log((1 + len(self)) / (1 + spread)) + 1
        if is_telling and labels is not None:
            told = self._told(labels, spread)
            kept = _most_telling(told * kept, spread)
            rarity *= np.sqrt(told / max(told[kept].mean(), 1e-9))
        words, runs, heads = (
            keys[kept[start:end]]
            for keys, (start, end) in zip(self.lexicon, pairwise(self._borders()), strict=True)
        )
        shares = np.array(_SHARES, dtype=np.float32)
        return Vocabulary(words, runs, heads, rarity[kept].astype(np.float32), shares)

    def is_too_much(self) -> bool:
        """Say whether learning from all terms would take more memory than there should be."""
        kept, spread = self._worth_knowing()
        return bool(spread[kept].sum() > _MOST_COUNTED)

    def _borders(self) -> list[int]:
        borders: list[int] = np.cumsum([0, *map(len, self.lexicon)]).tolist()
        return borders

    def _worth_knowing(self) -> tuple[NDArray[np.bool_], Integers]:
        """Return which terms of the lexicon are worth knowing, and how many texts have each."""
        least = 2 if len(self) >= _FREQUENT_FROM else 1
        borders = self._borders()
        spread = self.spread()
        kept = np.concatenate(
            [_frequent(spread[start:end], least) for start, end in pairwise(borders)]
        )
        if not self._most_have(from_id=borders[2]):
            # Few are long enough to have a head: it would set those apart by their length.
            kept[borders[2] :] = False
        return kept, spread

    def _told(self, labels: NDArray[Any], spread: Integers) -> NDArray[np.float64]:
        """Return how unlike all texts those of each term are in their labels: chi square, over
        the degrees of freedom and the texts; a few texts prove little."""
        counts = np.bincount(labels)
        unlike = np.zeros(len(spread))
        for label in np.flatnonzero(counts):
            expected = np.maximum(spread * (counts[label] / len(labels)), 1e-9)
            heard = self.some(np.flatnonzero(labels == label)).spread()
            unlike += (heard - expected) ** 2 / expected
        freedom = max(int((counts > 0).sum()) - 1, 1)
        told: NDArray[np.float64] = unlike / freedom / (spread + _FEW_TEXTS)
        return told

    def _most_have(self, *, from_id: int) -> bool:
        having = 0
        for piece in self._pieces():
            so_far = np.append(0, np.cumsum(piece.ids >= from_id))
            having += int(np.count_nonzero(np.diff(so_far[piece.borders])))
        return 2 * having > len(self)


def _most_telling(told: NDArray[np.float64], spread: Integers) -> NDArray[np.bool_]:
    """Return the terms that tell most, until they are so large a share of all occurrences."""
    order = np.argsort(-told, kind="stable")
    most = min(_TELLING * spread[told > 0].sum(), _MOST_COUNTED)
    telling = np.zeros(len(told), dtype=bool)
    telling[order[np.cumsum(spread[order]) <= most]] = True
    return telling & (told > 0)


def _frequent(spread: Integers, least: int) -> NDArray[np.bool_]:
    """Return which terms at least so many texts have; of very many the most frequent."""
    if len(spread) > _MOST_TERMS:
        least = max(least, int(np.partition(spread, -_MOST_TERMS)[-_MOST_TERMS]))
    return spread >= least
