"""Learning topics from labelled texts. Only here is a learning library needed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from huiyin.kernel.text.features import terms
from huiyin.kernel.text.model import Floats, TopicModel
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
    vocabulary, rarity = _vocabulary(counted)
    empty = TopicModel(
        topics=tuple(topics),
        vocabulary=vocabulary,
        rarity=rarity,
        weights=np.zeros((len(vocabulary), len(topics)), dtype=np.float32),
        bias=np.zeros(len(topics), dtype=np.float32),
        temperature=1.0,
        facts=dict(facts or {}, examples=len(examples)),
    )
    numbers = {topic: number for number, topic in enumerate(topics)}
    labels = np.array([numbers[example.topic] for example in examples])
    matrix = _matrix(empty, counted)
    temperature = _calibrated(matrix, labels, len(topics))
    weights, bias = _fitted(matrix, labels, len(topics))
    return TopicModel(
        topics=empty.topics,
        vocabulary=vocabulary,
        rarity=rarity,
        weights=weights,
        bias=bias,
        temperature=temperature,
        facts=empty.facts,
    )


def _vocabulary(counted: Sequence[Mapping[str, int]]) -> tuple[dict[str, int], Floats]:
    spread: Counter[str] = Counter()
    for text_terms in counted:
        spread.update(text_terms.keys())
    least = 2 if len(counted) >= _MANY_TEXTS else 1
    kept = [(term, texts) for term, texts in spread.most_common(_MOST_TERMS) if texts >= least]
    frequencies = np.array([texts for _, texts in kept], dtype=np.float32)
    rarity = (np.log((1 + len(counted)) / (1 + frequencies)) + 1).astype(np.float32)
    return {term: number for number, (term, _) in enumerate(kept)}, rarity


def _matrix(model: TopicModel, counted: Sequence[Mapping[str, int]]) -> Any:
    from scipy.sparse import csr_matrix  # noqa: PLC0415

    rows = model._counted(counted)  # noqa: SLF001 - learns from exactly what will be read
    return csr_matrix(
        (rows.weights, rows.ids, rows.starts), shape=(len(counted), len(model.vocabulary))
    )


def _fitted(matrix: Any, labels: NDArray[Any], topics: int) -> tuple[Floats, Floats]:
    from sklearn.svm import LinearSVC  # noqa: PLC0415

    machine = LinearSVC(C=1.0, tol=1e-3, random_state=0).fit(matrix, labels)
    weights = np.zeros((matrix.shape[1], topics), dtype=np.float32)
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


def _calibrated(matrix: Any, labels: NDArray[Any], topics: int) -> float:
    """Return the temperature under which held-out confidence is closest to being right."""
    folds = _folds(labels)
    held_out = np.zeros((len(labels), topics), dtype=np.float32)
    judged = np.zeros(len(labels), dtype=bool)
    for fold in range(_FOLDS):
        rest, mine = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        if mine.size == 0 or len(set(labels[rest])) < 2:
            continue
        weights, bias = _fitted(matrix[rest], labels[rest], topics)
        held_out[mine] = matrix[mine] @ weights + bias
        judged[mine] = True
    if not judged.any():
        return 1.0
    return _best_temperature(held_out[judged], labels[judged])


def _folds(labels: NDArray[Any]) -> NDArray[Any]:
    """Deal the texts of each topic out to the folds in turn, shuffled but always the same."""
    order = np.random.default_rng(0).permutation(len(labels))
    folds = np.zeros(len(labels), dtype=int)
    seen: Counter[int] = Counter()
    for place in order:
        folds[place] = seen[labels[place]] % _FOLDS
        seen[labels[place]] += 1
    return folds


def _best_temperature(scores: Floats, labels: NDArray[Any]) -> float:
    tried = np.geomspace(0.25, 40, 60)
    losses = [_loss(scores * temperature, labels) for temperature in tried]
    return float(tried[int(np.argmin(losses))])


def _loss(scaled: Floats, labels: NDArray[Any]) -> float:
    scaled = scaled - scaled.max(axis=1, keepdims=True)
    totals = np.log(np.exp(scaled).sum(axis=1))
    return float((totals - scaled[np.arange(len(labels)), labels]).mean())
