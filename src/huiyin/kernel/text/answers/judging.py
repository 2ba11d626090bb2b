"""All that can be said of an answer, and one number."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from huiyin.kernel.text.answers.parts import (
    Part,
    courtesies_in,
    handed_on,
    harsh_in,
    parts_in,
    without_dates,
)
from huiyin.kernel.text.answers.points import Point, address, points_of
from huiyin.kernel.text.answers.readability import HardSentence, hard_sentences, readability
from huiyin.kernel.text.answers.sentences import sentences_of
from huiyin.kernel.text.script import detect_language

# What the one number is made of. What is unknown (on time, for a draft) does not count.
WEIGHTS = {
    "addressed": 0.35,
    "complete": 0.25,
    "understandable": 0.15,
    "courteous": 0.15,
    "on_time": 0.10,
}
_COURTESY = {"greeting": 0.25, "regard": 0.4, "closing": 0.35}
_AFTER_HARSHNESS = 0.4
_HANDED_ON = 0.5
# Fewer characters than these say nothing that could be understood.
_SAYS_SOMETHING = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """When an answer was asked for, when it was given, and within what it was promised."""

    asked_at: datetime
    answered_at: datetime
    promised: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerJudgement:
    """What was found of an answer; scores run from 0 to 1, `on_time` may be unknown.

    `handed_on` is the sentence that only passes the matter on, where no sentence says what
    was done; `harsh` are sentences that blame.
    """

    points: tuple[Point, ...]
    parts: tuple[Part, ...]
    courtesies: tuple[Part, ...]
    handed_on: str
    harsh: tuple[str, ...]
    hard: tuple[HardSentence, ...]
    scores: dict[str, float | None]
    overall: float

    @property
    def unaddressed(self) -> tuple[Point, ...]:
        return tuple(point for point in self.points if not point.is_addressed)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(part.name for part in self.parts if not part.is_there)


def judge_answer(
    *, complaint: str, answer: str, handed: Handed | None = None
) -> AnswerJudgement:
    """Return how good an answer to a complaint is, with the sentences that show it."""
    sentences = without_dates(sentences_of(answer))
    language = "en" if detect_language(answer) == "en" else "zh"
    points = tuple(address(points_of(complaint), sentences))
    parts = parts_in(sentences, language)
    passed = "" if parts[1].is_there else handed_on(sentences, language)
    courtesies = courtesies_in(sentences, language)
    harsh = harsh_in(sentences, language)
    says_something = sum(map(str.isalpha, "".join(sentences))) >= _SAYS_SOMETHING
    scores: dict[str, float | None] = {
        "addressed": _share_addressed(points),
        "complete": _completeness(parts, passed),
        "understandable": readability(sentences, language) if says_something else 0.0,
        "courteous": _courtesy(courtesies, harsh),
        "on_time": punctuality(handed) if handed else None,
    }
    return AnswerJudgement(
        points=points,
        parts=parts,
        courtesies=courtesies,
        handed_on=passed,
        harsh=harsh,
        hard=hard_sentences(sentences, language),
        scores={name: None if s is None else round(s, 3) for name, s in scores.items()},
        overall=_overall(scores),
    )


def punctuality(handed: Handed) -> float:
    """Return 1 within the promise, then less and less, 0 from twice the promise on."""
    taken = (handed.answered_at - handed.asked_at) / handed.promised
    return min(1.0, max(0.0, 2 - taken))


def _share_addressed(points: tuple[Point, ...]) -> float:
    """Asks count twice what was only told."""
    weights = [2 if point.kind == "ask" else 1 for point in points]
    met = [w for w, point in zip(weights, points, strict=True) if point.is_addressed]
    return sum(met) / sum(weights) if weights else 0.0


def _completeness(parts: tuple[Part, ...], passed: str) -> float:
    there = sum(1.0 for part in parts if part.is_there)
    return (there + (_HANDED_ON if passed else 0)) / len(parts)


def _courtesy(courtesies: tuple[Part, ...], harsh: tuple[str, ...]) -> float:
    kind = sum(_COURTESY[part.name] for part in courtesies if part.is_there)
    return kind * _AFTER_HARSHNESS ** len(harsh)


def _overall(scores: dict[str, float | None]) -> float:
    known = {name: score for name, score in scores.items() if score is not None}
    total = sum(WEIGHTS[name] for name in known)
    return round(sum(WEIGHTS[name] * score for name, score in known.items()) / total, 3)
