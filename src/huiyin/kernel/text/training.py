"""Learning topics from labelled texts. Only here is a learning library needed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from huiyin.kernel.text.features import terms
from huiyin.kernel.text.model import Floats, TopicModel, weigh
from huiyin.kernel.text.script import normalise

_FOLDS = 3
_MANY_TEXTS = 2_000
_MOST_TERMS = 400_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A text and the topic a person gave it."""

    text: str
    topic: str


def train(
    examples: Sequence[Labelled], *, facts: Mapping[str, Any] | None = None
) -> TopicModel:
    """Return a model of `examples`, its confidence calibrated on texts it had not seen.

    Raises ValueError where there are fewer than two topics to tell apart.
    """
    topics = sorted({example.topic for example in examples})
    if len(topics) < 2:
        message = "A model needs texts of at least two topics. Add examples of another topic."
        raise ValueError(message)
    counted = [terms(normalise(example.text)) for example in examples]
    numbers = {topic: number for number, topic in enumerate(topics)}
    labels = np.array([numbers[example.topic] for example in examples])
    about = dict(facts or {}, examples=len(examples))
    temperature = _calibrated(counted, labels, topics)
    return _fitted(counted, labels, topics, temperature=temperature, facts=about)


def _vocabulary(counted: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], Floats]:
    spread: Counter[str] = Counter()
    for text_terms in counted:
        spread.update(set(text_terms))
    least = 2 if len(counted) >= _MANY_TEXTS else 1
    kept = [(term, texts) for term, texts in spread.most_common(_MOST_TERMS) if texts >= least]
    frequencies = np.array([texts for _, texts in kept], dtype=np.float32)
    rarity = (np.log((1 + len(counted)) / (1 + frequencies)) + 1).astype(np.float32)
    return tuple(term for term, _ in kept), rarity


def _fitted(
    counted: Sequence[Sequence[str]],
    labels: NDArray[Any],
    topics: Sequence[str],
    *,
    temperature: float = 1.0,
    facts: Mapping[str, Any] | None = None,
) -> TopicModel:
    from scipy.sparse import csr_matrix  # noqa: PLC0415
    from sklearn.svm import LinearSVC  # noqa: PLC0415

    vocabulary, rarity = _vocabulary(counted)
    numbers = {term: number for number, term in enumerate(vocabulary)}
    rows = weigh(counted, numbers, rarity)
    matrix = csr_matrix(
        (rows.weights, rows.ids, rows.starts), shape=(len(counted), len(vocabulary))
    )
    machine = LinearSVC(C=1.0, tol=1e-3, random_state=0).fit(matrix, labels)
    weights, bias = _planes(machine, len(topics))
    return TopicModel(
        tuple(topics), vocabulary, rarity, weights, bias, temperature, facts or {}
    )


def _planes(machine: Any, topics: int) -> tuple[Floats, Floats]:
    weights = np.zeros((machine.coef_.shape[1], topics), dtype=np.float32)
    bias = np.full(topics, -1.0, dtype=np.float32)
    if len(machine.classes_) == 2:
        # Two classes come back as one plane between them.
        first, second = machine.classes_
        weights[:, second], weights[:, first] = machine.coef_[0], -machine.coef_[0]
        bias[second], bias[first] = machine.intercept_[0], -machine.intercept_[0]
    else:
        weights[:, machine.classes_] = machine.coef_.T
        bias[machine.classes_] = machine.intercept_
    return weights, bias


def _calibrated(
    counted: Sequence[Sequence[str]], labels: NDArray[Any], topics: Sequence[str]
) -> float:
    """Return the temperature under which held-out confidence is closest to being right.

    Each fold learns its own vocabulary too: in a new text some terms are always unknown.
    """
    folds = np.array(deal(labels.tolist(), folds=_FOLDS))
    scores: list[Floats] = []
    truths: list[NDArray[Any]] = []
    for fold in range(_FOLDS):
        rest, mine = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        if mine.size == 0 or len(set(labels[rest])) < 2:
            continue
        model = _fitted([counted[int(place)] for place in rest], labels[rest], topics)
        scores.append(model.scores_of_terms([counted[int(place)] for place in mine]))
        truths.append(labels[mine])
    if not scores:
        return 1.0
    return _best_temperature(np.concatenate(scores), np.concatenate(truths))


def deal(labels: Sequence[Any], *, folds: int) -> list[int]:
    """Deal the texts of each topic out to the folds in turn, shuffled but always the same."""
    parts = [0] * len(labels)
    seen: Counter[Any] = Counter()
    for place in np.random.default_rng(0).permutation(len(labels)).tolist():
        parts[place] = seen[labels[place]] % folds
        seen[labels[place]] += 1
    return parts


def _best_temperature(scores: Floats, labels: NDArray[Any]) -> float:
    tried = np.geomspace(0.25, 40, 60)
    losses = [_loss(scores * temperature, labels) for temperature in tried]
    return float(tried[int(np.argmin(losses))])


def _loss(scaled: Floats, labels: NDArray[Any]) -> float:
    scaled = scaled - scaled.max(axis=1, keepdims=True)
    totals = np.log(np.exp(scaled).sum(axis=1))
    return float((totals - scaled[np.arange(len(labels)), labels]).mean())
