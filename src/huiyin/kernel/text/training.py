"""Learning topics from labelled texts. Only here is a learning library needed.

Planes that part the topics with the widest margin (a linear support vector machine, one topic
against the rest) lean on what tells topics apart; naive Bayes adds what each topic is made of.
Both are linear, so that together they are one model. How much Bayes counts for, whether rare
topics weigh as much as frequent ones, and whether all terms count or those that tell most (of
long letters), is tried on texts that were held out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from huiyin.kernel.text.examples import Counted, Labelled, deal
from huiyin.kernel.text.model import TopicModel
from huiyin.kernel.text.vocabulary import Floats, Vocabulary

_FOLDS = 3
# Of so many texts a fifth, held out once, says enough.
_MANY_TEXTS = 4_000
_SMOOTHING = 0.01
_BAYES = (0.0, 0.3, 0.6, 0.9)


@dataclass(frozen=True, slots=True)
class _Recipe:
    """How a model is made: is every topic as important, do only the most telling terms count,
    and what Bayes counts for."""

    is_balanced: bool = True
    is_telling: bool = False
    bayes: float = 0.0


_BALANCED = (_Recipe(), _Recipe(is_telling=True))


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a model is mixed from: two sets of weights over the same terms."""

    vocabulary: Vocabulary
    margin: Floats
    bias: Floats
    bayes: Floats

    def mixed(self, share: float) -> Floats:
        mixture: Floats = self.margin + np.float32(share) * self.bayes
        return mixture


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
    numbers = {topic: number for number, topic in enumerate(topics)}
    labels = np.array([numbers[example.topic] for example in examples])
    counted = Counted.of([example.text for example in examples])
    recipe, temperature = _tried_out(counted, labels)
    parts = _parts(counted, np.arange(len(labels)), labels, recipe)
    return TopicModel(
        tuple(topics),
        parts.vocabulary,
        parts.mixed(recipe.bayes),
        parts.bias,
        temperature,
        dict(facts or {}, examples=len(examples)),
    )


def _parts(
    counted: Counted, rows: NDArray[Any], labels: NDArray[Any], recipe: _Recipe
) -> _Parts:
    """Learn from some of the texts; `labels` are those of all."""
    from sklearn.svm import LinearSVC  # noqa: PLC0415

    topics = int(labels.max()) + 1
    vocabulary, matrix = _read(counted.some(rows), labels[rows], recipe)
    labels = labels[rows]
    weighing = "balanced" if recipe.is_balanced else None
    machine = LinearSVC(C=1.0, tol=1e-2, class_weight=weighing, random_state=0)
    margin, bias = _planes(machine.fit(matrix, labels), topics)
    return _Parts(vocabulary, margin, bias, _bayes(matrix, labels, topics))


def _read(counted: Counted, labels: NDArray[Any], recipe: _Recipe) -> tuple[Vocabulary, Any]:
    vocabulary = counted.vocabulary(labels, is_telling=recipe.is_telling)
    return vocabulary, matrix_of(counted, vocabulary)


def matrix_of(counted: Counted, vocabulary: Vocabulary) -> Any:
    """Return the texts weighed as a sparse matrix."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415

    rows = counted.weighed(vocabulary)
    shape = (len(counted), len(vocabulary))
    starts = rows.starts.astype(np.int32)
    return csr_matrix((rows.weights, rows.ids, starts), shape=shape)


def _bayes(matrix: Any, labels: NDArray[Any], topics: int) -> Floats:
    """Return how much likelier each term is in each topic than in the others (logarithms)."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415

    count = len(labels)
    members = csr_matrix(
        (np.ones(count, dtype=np.float32), (labels, np.arange(count))), shape=(topics, count)
    )
    heard = (members @ matrix).toarray().astype(np.float32) + np.float32(_SMOOTHING)
    odds = np.log(heard / heard.sum(axis=1, keepdims=True))
    odds -= odds.mean(axis=0)
    weights: Floats = np.ascontiguousarray(odds.T, dtype=np.float32)
    return weights


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


@dataclass(frozen=True, slots=True)
class _Trial:
    """How a way to learn scored texts it had not seen, and what they were about."""

    margin: Floats
    bayes: Floats
    labels: NDArray[Any]


@dataclass(frozen=True, slots=True)
class _Outcome:
    """How good a recipe was on texts that were held out, and how sure it may be."""

    worth: float
    loss: float
    temperature: float
    recipe: _Recipe


def _tried_out(counted: Counted, labels: NDArray[Any]) -> tuple[_Recipe, float]:
    """Return the recipe that judged held-out texts best, and the temperature under which its
    confidence is closest to being right.

    Each fold learns its own vocabulary too: in a new text some terms are always unknown.
    """
    # Of letters without number all terms would not fit into memory.
    telling = [_Recipe(is_telling=True)] if counted.is_too_much() else list(_BALANCED)
    tried = [_tried(counted, labels, recipe) for recipe in telling]
    best = max(tried, key=_worth_of)
    tried.append(_tried(counted, labels, replace(best.recipe, is_balanced=False)))
    best = max(tried, key=_worth_of)
    return best.recipe, best.temperature


def _worth_of(outcome: _Outcome) -> tuple[float, float]:
    return outcome.worth, -outcome.loss


def _tried(counted: Counted, labels: NDArray[Any], recipe: _Recipe) -> _Outcome:
    """Return how a recipe does on held-out texts, with the share of Bayes that does best."""
    trials = list(_trials(counted, labels, recipe))
    if not trials:
        return _Outcome(0.0, 0.0, 1.0, recipe)
    margin = np.concatenate([trial.margin for trial in trials])
    bayes = np.concatenate([trial.bayes for trial in trials])
    truths = np.concatenate([trial.labels for trial in trials])
    evened = _spread(margin) / max(_spread(bayes), 1e-9)
    # By the loss, which every text has a say in; hits alone are few enough to be luck.
    loss, temperature, share = min(
        (*_least_loss(margin + np.float32(share) * bayes, truths), share)
        for share in (evened * part for part in _BAYES)
    )
    worth = _worth(margin + np.float32(share) * bayes, truths)
    return _Outcome(worth, loss, temperature, replace(recipe, bayes=share))


def _trials(counted: Counted, labels: NDArray[Any], recipe: _Recipe) -> Iterator[_Trial]:
    is_many = len(labels) >= _MANY_TEXTS
    folds = np.array(deal(labels.tolist(), folds=5 if is_many else _FOLDS))
    for fold in range(1 if is_many else _FOLDS):
        rest, mine = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        if mine.size == 0 or len(set(labels[rest])) < 2:
            continue
        parts = _parts(counted, rest, labels, recipe)
        unseen = matrix_of(counted.some(mine), parts.vocabulary).astype(np.float32)
        yield _Trial(unseen @ parts.margin + parts.bias, unseen @ parts.bayes, labels[mine])


def _spread(scores: Floats) -> float:
    return float((scores - scores.mean(axis=1, keepdims=True)).std())


def _worth(scores: Floats, truths: NDArray[Any]) -> float:
    """Return accuracy and macro-F1 together: neither all texts nor all topics alone count."""
    judged = scores.argmax(axis=1)
    count = scores.shape[1]
    hits = np.bincount(truths[judged == truths], minlength=count)
    either = np.bincount(truths, minlength=count) + np.bincount(judged, minlength=count)
    f1 = 2 * hits[either > 0] / either[either > 0]
    return float((judged == truths).mean() + f1.mean())


def _least_loss(scores: Floats, labels: NDArray[Any]) -> tuple[float, float]:
    """Return the least loss that a temperature can bring, and that temperature."""
    tried = np.geomspace(0.25, 40, 60).tolist()
    return min((_loss(scores * np.float32(one), labels), one) for one in tried)


def _loss(scaled: Floats, labels: NDArray[Any]) -> float:
    scaled = scaled - scaled.max(axis=1, keepdims=True)
    totals = np.log(np.exp(scaled).sum(axis=1))
    return float((totals - scaled[np.arange(len(labels)), labels]).mean())
