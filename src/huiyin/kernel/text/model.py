"""A linear model over words and runs of characters, read without any learning library."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
class _Counted:
    """Texts as rows of term numbers and weights, end to end; `starts` are the row borders."""

    ids: Integers
    weights: Floats
    starts: Integers
    spoken: tuple[list[str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class TopicModel:
    """Weights per term and topic, with one temperature that makes confidence honest."""

    topics: tuple[str, ...]
    vocabulary: Mapping[str, int]
    rarity: Floats
    weights: Floats
    bias: Floats
    temperature: float
    facts: Mapping[str, Any]

    def judge(self, texts: Sequence[str]) -> list[Judgement]:
        """Return the topic of each text, three suggestions, and the words that decided."""
        return self.judge_normalised([normalise(text) for text in texts])

    def judge_normalised(self, texts: Sequence[str]) -> list[Judgement]:
        """Return what `judge` does, for texts that have been normalised already."""
        judged: list[Judgement] = []
        batch: list[dict[str, int]] = []
        size = 0
        for text in texts:
            counts = terms(text)
            batch.append(counts)
            size += len(counts)
            if size >= _TERMS_AT_ONCE:
                judged += self._judge_batch(batch)
                batch, size = [], 0
        return judged + self._judge_batch(batch) if batch else judged

    def scores(self, texts: Sequence[str]) -> Floats:
        """Return the uncalibrated score of each topic, one row per text."""
        return self._scores(self._counted([terms(normalise(text)) for text in texts]))

    def confidences(self, scores: Floats) -> Floats:
        """Return calibrated probabilities for rows of scores."""
        scaled = scores * self.temperature
        scaled -= scaled.max(axis=1, keepdims=True)
        odds = np.exp(scaled)
        shares: Floats = odds / odds.sum(axis=1, keepdims=True)
        return shares

    def _judge_batch(self, batch: Sequence[Mapping[str, int]]) -> list[Judgement]:
        counted = self._counted(batch)
        confidences = self.confidences(self._scores(counted))
        best = np.argsort(-confidences, axis=1)[:, :SUGGESTIONS]
        shares = np.take_along_axis(confidences, best, axis=1).round(4).tolist()
        deciding = self._deciding(counted, best[:, 0])
        return [
            self._judgement(topics, row, words) if seen else UNKNOWN
            for topics, row, words, seen in zip(
                best.tolist(), shares, deciding, np.diff(counted.starts), strict=True
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

    def _counted(self, batch: Sequence[Mapping[str, int]]) -> _Counted:
        known = self.vocabulary
        ids: list[int] = []
        counts: list[int] = []
        starts = [0]
        spoken = []
        for text_terms in batch:
            mine = [term for term in text_terms if term in known]
            ids += [known[term] for term in mine]
            counts += [text_terms[term] for term in mine]
            starts.append(len(ids))
            spoken.append(mine)
        numbers = np.array(ids, dtype=np.int64)
        borders = np.array(starts, dtype=np.int64)
        weights = (1 + np.log(np.array(counts, dtype=np.float32))) * self.rarity[numbers]
        lengths = np.sqrt(_row_sums(weights * weights, borders))
        weights /= np.repeat(np.maximum(lengths, 1e-9), np.diff(borders))
        return _Counted(numbers, weights.astype(np.float32), borders, tuple(spoken))

    def _scores(self, counted: _Counted) -> Floats:
        spread = self.weights[counted.ids]
        spread *= counted.weights[:, None]
        return _row_sums(spread, counted.starts) + self.bias

    def _deciding(self, counted: _Counted, chosen: Integers) -> list[tuple[Word, ...]]:
        owners = np.repeat(chosen, np.diff(counted.starts))
        speaks = (counted.weights * self.weights[counted.ids, owners]).tolist()
        borders = counted.starts.tolist()
        return [
            _strongest(mine, speaks[start:end])
            for mine, start, end in zip(counted.spoken, borders, borders[1:], strict=False)
        ]

    def save(self, folder: Path) -> None:
        """Write the model to `folder`: numbers and text, nothing that could run."""
        folder.mkdir(parents=True, exist_ok=True)
        ordered = sorted(self.vocabulary, key=self.vocabulary.__getitem__)
        np.savez(
            folder / "weights.npz",
            rarity=self.rarity,
            weights=self.weights.astype(np.float16),
            bias=self.bias,
            vocabulary=np.frombuffer("\n".join(ordered).encode(), dtype=np.uint8),
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
                vocabulary={term: number for number, term in enumerate(ordered)},
                rarity=stored["rarity"],
                weights=stored["weights"].astype(np.float32),
                bias=stored["bias"],
                temperature=float(about["temperature"]),
                facts=about["facts"],
            )


def _row_sums(values: Floats, starts: Integers) -> Floats:
    """Return the sum of each row; `reduceat` alone gives an empty row its neighbour's value."""
    sums: Floats = np.zeros((len(starts) - 1, *values.shape[1:]), dtype=np.float32)
    filled = np.flatnonzero(np.diff(starts))
    if filled.size:
        sums[filled] = np.add.reduceat(values, starts[filled], axis=0)
    return sums


def _strongest(mine: Sequence[str], speaks: Sequence[float]) -> tuple[Word, ...]:
    heard = [
        (weight, term)
        for term, weight in zip(mine, speaks, strict=True)
        if weight > 0 and term[0] == WORD and " " not in term
    ]
    heard.sort(reverse=True)
    return tuple(Word(term[1:], round(weight, 4)) for weight, term in heard[:SUGGESTIONS])
