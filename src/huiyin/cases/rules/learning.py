"""How well topics are understood, by what people decided; which of two models is better."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from huiyin.kernel.text import Judgement
from huiyin.kernel.text.evaluation import measure
from huiyin.kernel.text.examples import Labelled, deal

# Fewer decisions than this say too little to compare two models by.
ENOUGH = 30
# From so many on the newest fifth is held out: as in life, the past foretells the future.
MANY = 200
FOLDS = 3
TENTHS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A text and the topic a person decided, and when."""

    text: str
    topic: str
    at: datetime

    @property
    def labelled(self) -> Labelled:
        return Labelled(text=self.text, topic=self.topic)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the model said and what a person said; `day` is the operator's."""

    judged: str
    decided: str
    confidence: float
    day: date
    was_waiting: bool

    @property
    def is_right(self) -> bool:
        return self.judged == self.decided


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Of how many decisions the model was right in how many."""

    decided: int = 0
    right: int = 0

    @property
    def percent(self) -> float | None:
        return round(100 * self.right / self.decided, 1) if self.decided else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Decisions where the model was about so sure (percent), and how often it was right."""

    low: int
    high: int
    said: float
    tally: Tally


@dataclass(frozen=True, slots=True)
class Fold:
    """Places of lessons to learn from, and of those held out."""

    known: tuple[int, ...]
    unseen: tuple[int, ...]


def tally(decisions: Iterable[Decision]) -> Tally:
    """Return how often the model was right."""
    found = [decision.is_right for decision in decisions]
    return Tally(decided=len(found), right=sum(found))


def by_week(
    decisions: Sequence[Decision], *, until: date, weeks: int
) -> list[tuple[date, Tally]]:
    """Return the last weeks, each by its Monday, those without decisions too."""
    found: dict[date, list[Decision]] = defaultdict(list)
    for decision in decisions:
        found[_monday(decision.day)].append(decision)
    last = _monday(until)
    mondays = [last - timedelta(weeks=back) for back in range(weeks - 1, -1, -1)]
    return [(monday, tally(found[monday])) for monday in mondays]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def confusion(decisions: Iterable[Decision]) -> list[tuple[str, str, int]]:
    """Return which topic was taken for which (said, meant, times), most often first."""
    wrong = Counter((d.judged, d.decided) for d in decisions if not d.is_right)
    return [(*pair, times) for pair, times in sorted(wrong.items(), key=_most_first)]


def _most_first(counted: tuple[tuple[str, str], int]) -> tuple[int, tuple[str, str]]:
    return -counted[1], counted[0]


def calibration(decisions: Iterable[Decision]) -> list[Said]:
    """Return, by tenths of confidence, how sure the model was and how often it was right."""
    found: dict[int, list[Decision]] = defaultdict(list)
    for decision in decisions:
        found[min(int(decision.confidence * TENTHS), TENTHS - 1)].append(decision)
    return [
        Said(
            low=tenth * TENTHS,
            high=(tenth + 1) * TENTHS,
            said=round(100 * sum(d.confidence for d in members) / len(members), 1),
            tally=tally(members),
        )
        for tenth, members in sorted(found.items())
    ]


def folds_of(lessons: Sequence[Lesson]) -> list[Fold]:
    """Return who is held out when, decided before anything is judged.

    Of many the newest fifth; of few each third in turn, so that all are judged once.
    """
    places = range(len(lessons))
    if len(lessons) >= MANY:
        oldest_first = sorted(places, key=lambda place: lessons[place].at)
        cut = len(lessons) - len(lessons) // 5
        return [Fold(tuple(oldest_first[:cut]), tuple(oldest_first[cut:]))]
    parts = deal([lesson.topic for lesson in lessons], folds=FOLDS)
    return [
        Fold(
            tuple(place for place in places if parts[place] != fold),
            tuple(place for place in places if parts[place] == fold),
        )
        for fold in range(FOLDS)
    ]


def compare(
    truths: Sequence[str], before: Sequence[Judgement], after: Sequence[Judgement]
) -> dict[str, Any]:
    """Return the figures of two models on the same held-out texts, topic by topic too."""
    sides = {"before": measure(truths, before), "after": measure(truths, after)}
    report: dict[str, Any] = {"held_out": len(truths)}
    for side, measured in sides.items():
        figures = asdict(measured)
        report[side] = {
            name: figures[name] for name in ("accuracy", "macro_f1", "calibration_error")
        }
    report["topics"] = [
        [topic, figures.texts, figures.f1, sides["after"].topics[topic].f1]
        for topic, figures in sides["before"].topics.items()
    ]
    return report
