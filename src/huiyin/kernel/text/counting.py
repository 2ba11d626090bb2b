"""Counting the terms of many texts, in numbers of 32 bits and counts of 8: ten thousand letters
have some fifteen million, and strings or longer numbers would not fit.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from huiyin.kernel.text.features import Integers, Keys, Runs, terms
from huiyin.kernel.text.script import normalise

# The keys of words with their pairs, of runs, of runs of the head; each in order.
Lexicon: TypeAlias = tuple[Keys, Keys, Keys]
Numbers: TypeAlias = NDArray[np.int32]
Times: TypeAlias = NDArray[np.uint8]

_AT_ONCE = 100
_AT_A_TIME = 500_000
_MOST_TIMES = 255


@dataclass(slots=True)
class _Growing:
    """An array that grows where it lies: parts kept one by one would leave holes in memory."""

    room: NDArray[Any]
    size: int = 0

    def add(self, part: NDArray[Any]) -> None:
        end = self.size + len(part)
        if end > len(self.room):
            self.room.resize(end + end // 4, refcheck=False)
        self.room[self.size : end] = part
        self.size = end

    def whole(self) -> NDArray[Any]:
        self.room.resize(self.size, refcheck=False)
        return self.room


@dataclass(slots=True)
class _Kind:
    """The terms of one kind met so far, in the order of their keys, each with the number it was
    given when it was met first."""

    keys: Keys = field(default_factory=lambda: np.empty(0, dtype=np.uint64))
    numbers: Numbers = field(default_factory=lambda: np.empty(0, dtype=np.int32))

    def numbered(self, keys: Keys, *, given: int) -> Numbers:
        """Return the number of each term; new ones are given the numbers after `given`."""
        known, places = np.unique(keys, return_inverse=True)
        at = np.searchsorted(self.keys, known)
        is_new = np.ones(len(known), dtype=bool)
        within = at < len(self.keys)
        is_new[within] = self.keys[at[within]] != known[within]
        news = np.arange(given, given + is_new.sum(), dtype=np.int32)
        self.keys = np.insert(self.keys, at[is_new], known[is_new])
        self.numbers = np.insert(self.numbers, at[is_new], news)
        return self.numbers[np.searchsorted(self.keys, known)][places]


def count_terms(
    texts: Sequence[str], *, least: int
) -> tuple[Lexicon, Numbers, Times, Integers]:
    """Return the terms that at least so many of the texts have, and for each text the numbers
    of its terms, in order, how often each occurs, and where its row begins and the next.
    """
    kinds = (_Kind(), _Kind(), _Kind())
    ids, times = _Growing(np.empty(0, dtype=np.int32)), _Growing(np.empty(0, dtype=np.uint8))
    lengths = []
    for start in range(0, len(texts), _AT_ONCE):
        some = terms([normalise(text) for text in texts[start : start + _AT_ONCE]])
        owners, numbers, often = _met(kinds, some.kinds())
        ids.add(numbers)
        times.add(often)
        lengths.append(np.bincount(owners, minlength=some.count))
    borders = np.cumsum([0, *np.concatenate(lengths)]) if lengths else np.zeros(1, dtype=int)
    return _settled(kinds, ids.whole(), times.whole(), borders, least)


def _met(kinds: tuple[_Kind, ...], found: tuple[Runs, ...]) -> tuple[Integers, Numbers, Times]:
    """Return for each term of each text the text, its number and how often it occurs."""
    parts = []
    for kind, runs in zip(kinds, found, strict=True):
        order = np.lexsort((runs.keys, runs.owners))
        keys, owners = runs.keys[order], runs.owners[order]
        is_first = np.ones(len(keys), dtype=bool)
        is_first[1:] = (keys[1:] != keys[:-1]) | (owners[1:] != owners[:-1])
        firsts = np.flatnonzero(is_first)
        often = np.minimum(np.diff(firsts, append=len(keys)), _MOST_TIMES).astype(np.uint8)
        given = sum(len(one.keys) for one in kinds)
        parts.append((owners[firsts], kind.numbered(keys[firsts], given=given), often))
    owners, numbers, often = (np.concatenate(part) for part in zip(*parts, strict=True))
    order = np.argsort(owners, kind="stable")
    return owners[order], numbers[order], often[order]


def _settled(
    kinds: tuple[_Kind, _Kind, _Kind], ids: Numbers, times: Times, borders: Integers, least: int
) -> tuple[Lexicon, Numbers, Times, Integers]:
    """Leave the terms that enough texts have, and number them in the order of their keys."""
    spread = np.zeros(sum(len(kind.keys) for kind in kinds), dtype=np.int64)
    for start in range(0, len(ids), _AT_A_TIME):
        spread += np.bincount(ids[start : start + _AT_A_TIME], minlength=len(spread))
    settled = np.full(len(spread), -1, dtype=np.int32)
    lexicon, first = [], 0
    for kind in kinds:
        kept = spread[kind.numbers] >= least
        keys = kind.keys[kept]
        settled[kind.numbers[kept]] = np.arange(first, first + len(keys), dtype=np.int32)
        lexicon.append(keys)
        first += len(keys)
    words, runs, heads = lexicon
    return (words, runs, heads), *_left(ids, times, borders, settled)


def _left(
    ids: Numbers, times: Times, borders: Integers, settled: Numbers
) -> tuple[Numbers, Times, Integers]:
    """Return the rows with their settled numbers, in place, and the borders they have then."""
    end, ends = 0, []
    for start in range(0, len(ids), _AT_A_TIME):
        numbers = settled[ids[start : start + _AT_A_TIME]]
        kept = np.flatnonzero(numbers >= 0)
        within = borders[(borders > start) & (borders <= start + _AT_A_TIME)]
        ends.append(end + np.searchsorted(kept, within - start))
        ids[end : end + len(kept)] = numbers[kept]
        times[end : end + len(kept)] = times[start : start + _AT_A_TIME][kept]
        end += len(kept)
    ids.resize(end, refcheck=False)
    times.resize(end, refcheck=False)
    empty = np.zeros(np.count_nonzero(borders == 0), dtype=np.int64)
    return ids, times, np.concatenate([empty, *ends])
