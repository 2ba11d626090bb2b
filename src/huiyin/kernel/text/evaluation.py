"""How good a model is on texts it has not seen."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter

from huiyin.kernel.text.examples import Labelled, deal
from huiyin.kernel.text.model import Judgement
from huiyin.kernel.text.training import train

_BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicFigures:
    """How one topic fared: precision, recall, F1, and how many texts it had."""

    precision: float
    recall: float
    f1: float
    texts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Figures on held-out texts; `majority` is what always naming the commonest topic gives."""

    texts: int
    accuracy: float
    macro_f1: float
    majority: float
    calibration_error: float
    texts_per_second: float
    topics: dict[str, TopicFigures]


@dataclass(frozen=True, slots=True)
class _Answer:
    truth: str
    judged: Judgement


def evaluate_in_folds(examples: Sequence[Labelled], *, folds: int) -> Evaluation:
    """Train on all folds but one, judge that one, for each fold in turn."""
    parts = deal([example.topic for example in examples], folds=folds)
    answers: list[_Answer] = []
    seconds = 0.0
    for fold in range(folds):
        known = [e for e, part in zip(examples, parts, strict=True) if part != fold]
        unseen = [e for e, part in zip(examples, parts, strict=True) if part == fold]
        judged, spent = _judge(known, unseen)
        answers += judged
        seconds += spent
    return _figures(answers, seconds)


def evaluate_on(known: Sequence[Labelled], unseen: Sequence[Labelled]) -> Evaluation:
    """Train on `known`, judge `unseen`."""
    return _figures(*_judge(known, unseen))


def measure(truths: Sequence[str], judged: Sequence[Judgement]) -> Evaluation:
    """Return the figures of judgements made elsewhere; how quickly is not known then."""
    pairs = zip(truths, judged, strict=True)
    return _figures([_Answer(truth, judgement) for truth, judgement in pairs], 0.0)


def _judge(
    known: Sequence[Labelled], unseen: Sequence[Labelled]
) -> tuple[list[_Answer], float]:
    model = train(known)
    began = perf_counter()
    judged = model.judge([example.text for example in unseen])
    spent = perf_counter() - began
    pairs = zip(unseen, judged, strict=True)
    return [_Answer(example.topic, judgement) for example, judgement in pairs], spent


def _figures(answers: Sequence[_Answer], seconds: float) -> Evaluation:
    truths = Counter(answer.truth for answer in answers)
    named = Counter(answer.judged.topic for answer in answers)
    hits = Counter(answer.truth for answer in answers if answer.truth == answer.judged.topic)
    topics = {
        topic: _topic_figures(hits[topic], named[topic], truths[topic])
        for topic in sorted(truths)
    }
    return Evaluation(
        texts=len(answers),
        accuracy=round(hits.total() / len(answers), 4),
        macro_f1=round(sum(figures.f1 for figures in topics.values()) / len(topics), 4),
        majority=round(truths.most_common(1)[0][1] / len(answers), 4),
        calibration_error=round(_calibration_error(answers), 4),
        texts_per_second=round(len(answers) / max(seconds, 1e-9), 1),
        topics=topics,
    )


def _topic_figures(hits: int, named: int, texts: int) -> TopicFigures:
    precision = hits / named if named else 0.0
    recall = hits / texts
    f1 = 2 * hits / (named + texts)
    return TopicFigures(
        precision=round(precision, 4), recall=round(recall, 4), f1=round(f1, 4), texts=texts
    )


def _calibration_error(answers: Sequence[_Answer]) -> float:
    """Return the expected calibration error: how far confidence and being right lie apart."""
    bins: dict[int, list[_Answer]] = {}
    for answer in answers:
        place = min(int(answer.judged.confidence * _BINS), _BINS - 1)
        bins.setdefault(place, []).append(answer)
    return sum(abs(sum(map(_gap, members))) for members in bins.values()) / len(answers)


def _gap(answer: _Answer) -> float:
    return answer.judged.confidence - (answer.truth == answer.judged.topic)
