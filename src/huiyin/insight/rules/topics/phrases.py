"""From messages to weighed phrases: one to three words that stand together."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from huiyin.kernel.text import cut, normalise, stop_words

# A letter says early what it is about.
_BODY = 300
_PHRASE = 3
# What a message is about is said by its rarest phrases; the rest only costs time.
_KEPT = 60
_SUBJECT_WEIGHT = 2.0
_BREAK = re.compile(r"[^\w]+")
_CHINESE = re.compile(r"[㐀-鿿]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message as topics are found in: its number (of a row, of a case), who wrote it when,
    and its words. `severity` is 1 for an ordinary matter and more for a grave one.
    """

    number: int
    at: datetime
    subject: str
    body: str = ""
    customer: str = ""
    severity: float = 1.0
    area: str = ""


@dataclass(frozen=True, slots=True)
class Phrases:
    """Messages as rows of weighed phrases (each row of length 1), the phrases in words, and how
    many messages have each."""

    rows: Any
    names: tuple[str, ...]
    spread: NDArray[np.int64]


def weighed_phrases(messages: Sequence[Message]) -> Phrases:
    """Return the phrases that at least two messages share, weighed by how rare they are."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - only where topics are looked for

    counted = [counted_phrases(message) for message in messages]
    everywhere: Counter[str] = Counter()
    for counts in counted:
        everywhere.update(counts.keys())
    names = [name for name, texts in everywhere.items() if texts > 1]
    numbers = {name: number for number, name in enumerate(names)}
    total = max(len(messages), 2)
    rarity = {name: float(np.log(total / everywhere[name])) for name in names}
    ids: list[int] = []
    weights: list[float] = []
    starts = [0]
    for counts in counted:
        row = weigh(counts, rarity)
        ids += [numbers[name] for name in row]
        weights += row.values()
        starts.append(len(ids))
    shape = (len(messages), len(names))
    rows = csr_matrix((np.array(weights), np.array(ids, dtype=np.int64), starts), shape=shape)
    kept = np.bincount(rows.indices, minlength=len(names))
    return Phrases(rows, tuple(names), kept)


def weigh(counts: Mapping[str, float], rarity: Mapping[str, float]) -> dict[str, float]:
    """Return the phrases a message is about with their weights, together of length 1; what has
    no rarity is left out."""
    row = sorted(
        ((1 + math.log(n)) * rarity[name], name) for name, n in counts.items() if name in rarity
    )[-_KEPT:]
    length = math.sqrt(sum(weight * weight for weight, _ in row)) or 1.0
    return {name: weight / length for weight, name in row}


def counted_phrases(message: Message) -> Counter[str]:
    """Return how often each phrase stands in a message; in its subject it counts twice."""
    counts: Counter[str] = Counter()
    for phrase in _phrases(message.subject):
        counts[phrase] += _SUBJECT_WEIGHT  # type: ignore[assignment]
    for phrase in _phrases(message.body[:_BODY]):
        counts[phrase] += 1
    return counts


def _phrases(text: str) -> Iterator[str]:
    idle = stop_words()
    for part in _BREAK.split(normalise(text)):
        words = cut(part) if part else []
        for length in range(1, _PHRASE + 1):
            for start in range(len(words) - length + 1):
                some = words[start : start + length]
                if some[0] in idle or some[-1] in idle:
                    continue
                phrase = _joined(some)
                if len(phrase) > 1 and not phrase.isdigit():
                    yield phrase


def _joined(words: Sequence[str]) -> str:
    """Join Chinese words as they are written, others with a space."""
    glue = "" if all(_CHINESE.search(word) for word in words) else " "
    return glue.join(words)
