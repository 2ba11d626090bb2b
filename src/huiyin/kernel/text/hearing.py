"""Signals learnt from examples: what no list of wordings has foreseen.

Beside the wordings of `signals.tsv`, one plane for each signal over the terms of a text (a
linear support vector machine), learnt from `signals.examples.tsv`: texts that say it, and texts
that only look like it. A model of signals is kept as one of topics is: a column a signal, its
score above 0 where the text says it.
"""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from huiyin.kernel.text.examples import Counted
from huiyin.kernel.text.features import Terms
from huiyin.kernel.text.model import TopicModel
from huiyin.kernel.text.script import normalise
from huiyin.kernel.text.signals import signals_in
from huiyin.kernel.text.starter import starter_examples
from huiyin.kernel.text.store import current_model, keep
from huiyin.kernel.text.training import matrix_of
from huiyin.kernel.text.vocabulary import Floats

Truths: TypeAlias = NDArray[np.int8]

_EXAMPLES = Path(__file__).parent / "seeds" / "signals.examples.tsv"
# Thanks and nothing else leave an answered case closed. Missed, they open it once too often,
# which costs a look; heard where there were none, they would leave a customer unheard.
_NOT_LEARNT = frozenset({"urgency", "thanks"})
_FOLDS = 5
# Those that say it are a few among thousands.
_YES_WEIGHT = 3.0
# Heard in no more than so many of ordinary complaints that the wordings find nothing in, and
# right so often among texts written to look like it.
_MOST_FALSE, _LEAST_RIGHT = 0.003, 0.8
_UNSAID = -1


def heard(model: TopicModel, batch: Terms) -> list[frozenset[str]]:
    """Return the signals that a model of signals hears in each text of a batch."""
    return [
        frozenset(model.topics[column] for column in np.flatnonzero(row))
        for row in model.scores_of(batch) > 0
    ]


def hearing_in_use(root: Path) -> TopicModel | None:
    """Return the model of signals kept under `root`; None where there is none."""
    return current_model(_signals(root))


def ensure_hearing(root: Path) -> None:
    """Learn the signals and keep the model under `root`, unless there is one. Takes seconds."""
    if hearing_in_use(root) is None:
        keep(learn_signals(), root=_signals(root))


def _signals(root: Path) -> Path:
    return root / "signals"


def learn_signals() -> TopicModel:
    """Return a model of the signals that have examples."""
    with _EXAMPLES.open(encoding="utf-8") as file:
        every = list(csv.DictReader(file, delimiter="\t"))
    rows = [row for row in every if row["signal"] not in _NOT_LEARNT]
    ordinary = [example.text for example in starter_examples()]
    texts = [row["text"] for row in rows] + ordinary
    found = [signals_in(normalise(text)) for text in texts]
    counted = Counted.of(texts)
    vocabulary = counted.vocabulary()
    signals = tuple(dict.fromkeys(row["signal"] for row in rows))
    matrix = matrix_of(counted, vocabulary)
    planes = [_plane(matrix, _truths(signal, rows, found), len(rows)) for signal in signals]
    return TopicModel(
        topics=signals,
        vocabulary=vocabulary,
        weights=np.stack([weights for weights, _ in planes], axis=1),
        bias=np.array([bias for _, bias in planes], dtype=np.float32),
        temperature=1.0,
        facts={"origin": "starter", "examples": len(texts)},
    )


def _truths(
    signal: str, rows: Sequence[dict[str, str]], found: Sequence[frozenset[str]]
) -> Truths:
    """Return 1 where a text says the signal, 0 where it does not, `_UNSAID` where nobody told:
    what the wordings find in texts that were not asked about it."""
    truths = np.array([_UNSAID if signal in some else 0 for some in found], dtype=np.int8)
    for place, row in enumerate(rows):
        if row["signal"] == signal:
            truths[place] = row["truth"] == "yes"
    return truths


def _plane(matrix: Any, truths: Truths, asked: int) -> tuple[Floats, float]:
    """Return the weights of a signal and its bias, moved so that 0 is where it is heard."""
    told = np.flatnonzero(truths != _UNSAID)
    folds = np.random.default_rng(0).integers(0, _FOLDS, len(truths))
    scores = np.zeros(len(truths), dtype=np.float32)
    for fold in range(_FOLDS):
        unseen = folds == fold
        machine = _fitted(matrix, truths, told[~unseen[told]])
        scores[unseen] = machine.decision_function(matrix[unseen])
    limit = _limit(scores, truths, asked)
    machine = _fitted(matrix, truths, told)
    return machine.coef_[0].astype(np.float32), float(machine.intercept_[0]) - limit


def _fitted(matrix: Any, truths: Truths, places: NDArray[np.int64]) -> Any:
    from sklearn.svm import LinearSVC  # noqa: PLC0415

    says = truths[places] == 1
    machine = LinearSVC(C=1.0, tol=1e-2, random_state=0)
    return machine.fit(matrix[places], says, sample_weight=np.where(says, _YES_WEIGHT, 1.0))


def _limit(scores: Floats, truths: Truths, asked: int) -> float:
    """Return the least score at which a signal counts as heard, by texts that were held out:
    the first `asked` were written about signals, the rest are ordinary complaints."""
    ordinary = np.sort(scores[asked:][truths[asked:] == 0])[::-1]
    limit = float(ordinary[int(_MOST_FALSE * len(ordinary))])
    judged = np.flatnonzero(truths[:asked] != _UNSAID)
    order = judged[np.argsort(-scores[judged])]
    right = np.cumsum(truths[order] == 1) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(right >= _LEAST_RIGHT)
    return max(limit, float(scores[order[enough[-1]]]) if len(enough) else limit)
