"""A linear model over words and runs of characters, read without any learning library."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from huiyin.kernel.text.features import WORD, terms
from huiyin.kernel.text.script import normalise

Floats: TypeAlias = NDArray[np.float32]
Integers: TypeAlias = NDArray[np.int64]

SUGGESTIONS = 3
_TERMS_AT_ONCE = 16_384
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A topic that may be meant, and how often such a suggestion is right (0 to 1)."""

    topic: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text and how strongly it spoke for the chosen topic."""

    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a text is about; `topic` is empty where nothing in it was ever seen."""

    topic: str
    confidence: float
    suggestions: tuple[Suggestion, ...]
    words: tuple[Word, ...]


UNKNOWN = Judgement("", 0.0, (), ())


@dataclass(frozen=True, slots=True)
class Weighed:
    """Texts as rows of term numbers and weights, end to end; `starts` are the row borders."""

    ids: Integers
    weights: Floats
    starts: Integers


@dataclass(frozen=True, slots=True, eq=False)
class TopicModel:
    """Weights per term and topic, with one temperature that makes confidence honest."""

    topics: tuple[str, ...]
    vocabulary: tuple[str, ...]
    rarity: Floats
    weights: Floats
    bias: Floats
    temperature: float
    facts: Mapping[str, Any]
    numbers: Mapping[str, int] = field(init=False)
    is_word: NDArray[np.bool_] = field(init=False)

    def __post_init__(self) -> None:
        numbers = {term: number for number, term in enumerate(self.vocabulary)}
        words = [term[0] == WORD and " " not in term for term in self.vocabulary]
        object.__setattr__(self, "numbers", numbers)
        object.__setattr__(self, "is_word", np.array(words, dtype=bool))

    def judge(self, texts: Sequence[str]) -> list[Judgement]:
        """Return the topic of each text, three suggestions, and the words that decided."""
        return self.judge_normalised([normalise(text) for text in texts])

    def judge_normalised(self, texts: Sequence[str]) -> list[Judgement]:
        """Return what `judge` does, for texts that have been normalised already."""
        judged: list[Judgement] = []
        batch: list[list[str]] = []
        size = 0
        for text in texts:
            text_terms = terms(text)
            batch.append(text_terms)
            size += len(text_terms)
            if size >= _TERMS_AT_ONCE:
                judged += self._judge_batch(batch)
                batch, size = [], 0
        return judged + self._judge_batch(batch) if batch else judged

    def scores_of_terms(self, batch: Sequence[Sequence[str]]) -> Floats:
        """Return the uncalibrated score of each topic, one row per text."""
        return self._scores(weigh(batch, self.numbers, self.rarity))

    def confidences(self, scores: Floats) -> Floats:
        """Return calibrated probabilities for rows of scores."""
        scaled = scores * self.temperature
        scaled -= scaled.max(axis=1, keepdims=True)
        odds = np.exp(scaled)
        shares: Floats = odds / odds.sum(axis=1, keepdims=True)
        return shares

    def _judge_batch(self, batch: Sequence[Sequence[str]]) -> list[Judgement]:
        weighed = weigh(batch, self.numbers, self.rarity)
        confidences = self.confidences(self._scores(weighed))
        best = np.argsort(-confidences, axis=1)[:, :SUGGESTIONS]
        shares = np.take_along_axis(confidences, best, axis=1).round(4).tolist()
        deciding = self._deciding(weighed, best[:, 0])
        return [
            self._judgement(topics, row, words) if seen else UNKNOWN
            for topics, row, words, seen in zip(
                best.tolist(), shares, deciding, np.diff(weighed.starts), strict=True
            )
        ]

    def _judgement(
        self, topics: list[int], shares: list[float], words: tuple[Word, ...]
    ) -> Judgement:
        suggestions = tuple(
            Suggestion(self.topics[topic], share)
            for topic, share in zip(topics, shares, strict=True)
        )
        return Judgement(suggestions[0].topic, shares[0], suggestions, words)

    def _scores(self, weighed: Weighed) -> Floats:
        spread = self.weights[weighed.ids]
        spread *= weighed.weights[:, None]
        return _row_sums(spread, weighed.starts) + self.bias

    def _deciding(self, weighed: Weighed, chosen: Integers) -> list[tuple[Word, ...]]:
        owners = np.repeat(chosen, np.diff(weighed.starts))
        speaks = weighed.weights * self.weights[weighed.ids, owners]
        heard = np.flatnonzero((speaks > 0) & self.is_word[weighed.ids])
        rows = np.searchsorted(weighed.starts, heard, side="right") - 1
        order = np.lexsort((-speaks[heard], rows))
        loudest = heard[order]
        borders = np.searchsorted(rows[order], np.arange(len(weighed.starts))).tolist()
        spoken = [
            Word(self.vocabulary[term][1:], round(weight, 4))
            for term, weight in zip(
                weighed.ids[loudest].tolist(), speaks[loudest].tolist(), strict=True
            )
        ]
        return [
            tuple(spoken[start : min(start + SUGGESTIONS, end)])
            for start, end in pairwise(borders)
        ]

    def save(self, folder: Path) -> None:
        """Write the model to `folder`: numbers and text, nothing that could run."""
        folder.mkdir(parents=True, exist_ok=True)
        np.savez(
            folder / "weights.npz",
            rarity=self.rarity,
            weights=self.weights.astype(np.float16),
            bias=self.bias,
            vocabulary=np.frombuffer("\n".join(self.vocabulary).encode(), dtype=np.uint8),
        )
        about = {
            "format": _FORMAT,
            "topics": self.topics,
            "temperature": self.temperature,
            "facts": dict(self.facts),
        }
        (folder / "model.json").write_text(
            json.dumps(about, ensure_ascii=False, indent=1), encoding="utf-8"
        )

    @classmethod
    def load(cls, folder: Path) -> "TopicModel":
        """Read a model that `save` wrote."""
        about = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        if about["format"] != _FORMAT:
            message = f"{folder} holds a model of format {about['format']}, not {_FORMAT}"
            raise ValueError(message)
        with np.load(folder / "weights.npz", allow_pickle=False) as stored:
            ordered = stored["vocabulary"].tobytes().decode().split("\n")
            return cls(
                topics=tuple(about["topics"]),
                vocabulary=tuple(ordered),
                rarity=stored["rarity"],
                weights=stored["weights"].astype(np.float32),
                bias=stored["bias"],
                temperature=float(about["temperature"]),
                facts=about["facts"],
            )


def weigh(
    batch: Sequence[Sequence[str]], numbers: Mapping[str, int], rarity: Floats
) -> Weighed:
    """Weigh the known terms of each text by how often they occur and how rare they are."""
    known: list[int] = []
    lengths: list[int] = []
    for text_terms in batch:
        before = len(known)
        known += [number for term in text_terms if (number := numbers.get(term)) is not None]
        lengths.append(len(known) - before)
    owners = np.repeat(np.arange(len(batch), dtype=np.int64), lengths)
    width = max(len(numbers), 1)
    keys, counts = np.unique(
        owners * width + np.array(known, dtype=np.int64), return_counts=True
    )
    ids = keys % width
    starts = np.searchsorted(keys, np.arange(len(batch) + 1, dtype=np.int64) * width)
    weights = (1 + np.log(counts.astype(np.float32))) * rarity[ids]
    norms = np.sqrt(_row_sums(weights * weights, starts))
    weights /= np.repeat(np.maximum(norms, 1e-9), np.diff(starts))
    return Weighed(ids, weights.astype(np.float32), starts)


def _row_sums(values: Floats, starts: Integers) -> Floats:
    """Return the sum of each row; `reduceat` alone gives an empty row its neighbour's value."""
    sums: Floats = np.zeros((len(starts) - 1, *values.shape[1:]), dtype=np.float32)
    filled = np.flatnonzero(np.diff(starts))
    if filled.size:
        sums[filled] = np.add.reduceat(values, starts[filled], axis=0)
    return sums
