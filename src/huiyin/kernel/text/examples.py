"""Labelled texts, made ready to learn from: dealt out to folds, their terms counted."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from huiyin.kernel.text.features import Integers, Keys, Runs, Terms, terms
from huiyin.kernel.text.script import normalise
from huiyin.kernel.text.vocabulary import Floats, Vocabulary, Weighed

_AT_ONCE = 200
_FREQUENT_FROM = 2_000
_MOST_TERMS = 200_000
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
class Counted:
    """The terms of texts, text by text, each term as often as it occurs."""

    words: list[list[str]]
    runs: list[Keys]
    heads: list[Keys]

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Counted":
        counted = cls([], [], [])
        for start in range(0, len(texts), _AT_ONCE):
            some = [normalise(text) for text in texts[start : start + _AT_ONCE]]
            found = terms(some)
            counted.words.extend(found.words)
            counted.runs.extend(_by_text(found.runs, len(some)))
            counted.heads.extend(_by_text(found.heads, len(some)))
        return counted

    def some(self, rows: Sequence[int] | Integers) -> "Counted":
        """Return the terms of these texts."""
        places = [int(row) for row in rows]
        return Counted(
            [self.words[place] for place in places],
            [self.runs[place] for place in places],
            [self.heads[place] for place in places],
        )

    def terms(self) -> Terms:
        """Return the terms as a batch."""
        return Terms(self.words, _batch(self.runs), _batch(self.heads))

    def weighed(self, vocabulary: Vocabulary) -> Weighed:
        """Return the texts weighed, a few at a time: letters have thousands of terms."""
        count = len(self.words)
        parts = [
            vocabulary.weigh(self.some(range(start, min(start + _AT_ONCE, count))).terms())
            for start in range(0, count, _AT_ONCE)
        ]
        lengths = np.concatenate([np.diff(part.starts) for part in parts])
        return Weighed(
            np.concatenate([part.ids for part in parts]),
            np.concatenate([part.weights for part in parts]),
            np.concatenate([[0], np.cumsum(lengths)]),
        )

    def vocabulary(self) -> Vocabulary:
        """Return the terms worth knowing; of many texts those that more than one has."""
        least = 2 if len(self.words) >= _FREQUENT_FROM else 1
        spread: Counter[str] = Counter()
        for words in self.words:
            spread.update(set(words))
        kept = [(word, n) for word, n in spread.most_common(_MOST_TERMS) if n >= least]
        runs, run_spread = _frequent(self.runs, least)
        heads, head_spread = _frequent(self.heads, least)
        if np.median([len(keys) for keys in self.heads]) == 0:
            # Few are long enough to have a head: it would set those apart by their length.
            heads, head_spread = heads[:0], head_spread[:0]
        texts_with = np.concatenate([[n for _, n in kept], run_spread, head_spread])
        rarity = np.log((1 + len(self.words)) / (1 + texts_with)) + 1
        return Vocabulary(
            words=tuple(word for word, _ in kept),
            runs=runs,
            heads=heads,
            rarity=rarity.astype(np.float32),
            shares=np.array(_SHARES, dtype=np.float32),
        )


def _by_text(runs: Runs, count: int) -> list[Keys]:
    order = np.argsort(runs.owners, kind="stable")
    borders = np.cumsum(np.bincount(runs.owners, minlength=count))[:-1]
    return list(np.split(runs.keys[order], borders))


def _batch(runs: Sequence[Keys]) -> Runs:
    lengths = [len(keys) for keys in runs]
    return Runs(
        np.repeat(np.arange(len(runs)), lengths),
        np.concatenate(runs) if runs else np.empty(0, dtype=np.uint64),
    )


def _frequent(runs: Sequence[Keys], least: int) -> tuple[Keys, Floats]:
    """Return the runs that at least so many texts have, in order, and how many have each."""
    found: tuple[Any, Any] = np.unique(
        np.concatenate([np.unique(keys) for keys in runs]), return_counts=True
    )
    keys, spread = found
    if len(keys) > _MOST_TERMS:
        least = max(least, int(np.partition(spread, -_MOST_TERMS)[-_MOST_TERMS]))
    kept = spread >= least
    return keys[kept], spread[kept].astype(np.float32)
