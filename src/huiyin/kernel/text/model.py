"""A linear model over words and runs of characters, read without any learning library."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from huiyin.kernel.text.features import Integers, Terms, terms
from huiyin.kernel.text.script import normalise
from huiyin.kernel.text.vocabulary import Floats, Vocabulary, Weighed, row_sums

SUGGESTIONS = 3
_CHARACTERS_AT_ONCE = 6_000
_FORMAT = 3


class OldFormat(ValueError):  # noqa: N818 - nobody's fault: train again
    """A model was kept by another version of Huiyin, which wrote it differently."""


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
    """What a text is about; `topic` is empty where nothing in it was ever seen.

    `version` names the kept model that said so, empty for one that was not kept.
    """

    topic: str
    confidence: float
    suggestions: tuple[Suggestion, ...]
    words: tuple[Word, ...]
    version: str = ""


UNKNOWN = Judgement("", 0.0, (), ())


@dataclass(frozen=True, slots=True, eq=False)
class TopicModel:
    """Weights per term and topic, with one temperature that makes confidence honest."""

    topics: tuple[str, ...]
    vocabulary: Vocabulary
    weights: Floats
    bias: Floats
    temperature: float
    facts: Mapping[str, Any]
    version: str = ""

    def judge(self, texts: Sequence[str]) -> list[Judgement]:
        """Return the topic of each text, three suggestions, and the words that decided."""
        return self.judge_normalised([normalise(text) for text in texts])

    def judge_normalised(self, texts: Sequence[str]) -> list[Judgement]:
        """Return what `judge` does, for texts that have been normalised already."""
        return [one for batch in batches(texts) for one in self.judge_terms(terms(batch))]

    def judge_terms(self, batch: Terms) -> list[Judgement]:
        """Return what `judge` does, for the terms of a batch."""
        weighed = self.vocabulary.weigh(batch)
        confidences = self.confidences(self._scores(weighed))
        best = np.argsort(-confidences, axis=1)[:, :SUGGESTIONS]
        shares = np.take_along_axis(confidences, best, axis=1).round(4).tolist()
        deciding = self._deciding(batch, weighed, best[:, 0])
        return [
            self._judgement(topics, row, words) if seen else UNKNOWN
            for topics, row, words, seen in zip(
                best.tolist(), shares, deciding, np.diff(weighed.starts), strict=True
            )
        ]

    def scores_of(self, batch: Terms) -> Floats:
        """Return the uncalibrated score of each topic, one row per text."""
        return self._scores(self.vocabulary.weigh(batch))

    def confidences(self, scores: Floats) -> Floats:
        """Return calibrated probabilities for rows of scores."""
        scaled = scores * self.temperature
        scaled -= scaled.max(axis=1, keepdims=True)
        odds = np.exp(scaled)
        shares: Floats = odds / odds.sum(axis=1, keepdims=True)
        return shares

    def _judgement(
        self, topics: list[int], shares: list[float], words: tuple[Word, ...]
    ) -> Judgement:
        suggestions = tuple(
            Suggestion(self.topics[topic], share)
            for topic, share in zip(topics, shares, strict=True)
        )
        return Judgement(suggestions[0].topic, shares[0], suggestions, words, self.version)

    def _scores(self, weighed: Weighed) -> Floats:
        spread = self.weights[weighed.ids]
        spread *= weighed.weights[:, None]
        return row_sums(spread, weighed.starts) + self.bias

    def _deciding(
        self, batch: Terms, weighed: Weighed, chosen: Integers
    ) -> list[tuple[Word, ...]]:
        """Return the words of each text that spoke loudest for its topic."""
        owners = np.repeat(np.arange(batch.count), np.diff(weighed.starts))
        places = np.flatnonzero(weighed.ids < self.vocabulary.single_words)
        rows, ids = owners[places], weighed.ids[places]
        speaks = weighed.weights[places] * self.weights[ids, chosen[rows]]
        heard = np.flatnonzero(speaks > 0)
        heard = heard[np.lexsort((-speaks[heard], rows[heard]))]
        firsts = np.searchsorted(rows[heard], np.arange(batch.count))
        heard = heard[np.arange(len(heard)) - firsts[rows[heard]] < SUGGESTIONS]
        keys = self.vocabulary.words[ids[heard]].tolist()
        weights = speaks[heard].round(4).tolist()
        deciding: list[list[Word]] = [[] for _ in range(batch.count)]
        for row, key, weight in zip(rows[heard].tolist(), keys, weights, strict=True):
            deciding[row].append(Word(batch.spelled(row, key), weight))
        return [tuple(words) for words in deciding]

    def save(self, folder: Path) -> None:
        """Write the model to `folder`: numbers and text, nothing that could run."""
        folder.mkdir(parents=True, exist_ok=True)
        np.savez(
            folder / "weights.npz",
            words=self.vocabulary.words,
            runs=self.vocabulary.runs,
            heads=self.vocabulary.heads,
            rarity=self.vocabulary.rarity,
            shares=self.vocabulary.shares,
            weights=self.weights.astype(np.float16),
            bias=self.bias,
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
        """Read a model that `save` wrote. Raises OldFormat where an older one did."""
        about = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        if about["format"] != _FORMAT:
            message = f"{folder} holds a model of format {about['format']}, not {_FORMAT}"
            raise OldFormat(message)
        with np.load(folder / "weights.npz", allow_pickle=False) as stored:
            vocabulary = Vocabulary(
                words=stored["words"],
                runs=stored["runs"],
                heads=stored["heads"],
                rarity=stored["rarity"],
                shares=stored["shares"],
            )
            return cls(
                topics=tuple(about["topics"]),
                vocabulary=vocabulary,
                weights=stored["weights"].astype(np.float32),
                bias=stored["bias"],
                temperature=float(about["temperature"]),
                facts=about["facts"],
                version=folder.name,
            )


def batches(texts: Sequence[str]) -> Iterator[list[str]]:
    """Yield the texts in parts small enough for the processor's cache."""
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if size >= _CHARACTERS_AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
