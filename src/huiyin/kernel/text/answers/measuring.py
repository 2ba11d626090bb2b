"""How often the judgement of answers agrees with a person's, on labelled answers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from huiyin.kernel.text.answers.judging import AnswerJudgement, judge_answer
from huiyin.kernel.text.answers.parts import COURTESIES, PARTS

HARD_BELOW = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """One question asked of many answers: how often yes was right, and how often seen."""

    asked: int
    accuracy: float
    precision: float
    recall: float
    majority: float


def measure_answers(rows: Iterable[Mapping[str, str]]) -> dict[str, Agreement]:
    """Return the agreement on each question.

    A row has `complaint`, `answer`, and what a person found: `points` (`+words;-words`, the
    words standing in the complaint, minus where the answer leaves them out), `parts` and
    `courtesies` by name, `harsh` and `hard` as 0 or 1.
    """
    found: dict[str, list[tuple[bool, bool]]] = {}
    for row in rows:
        judged = judge_answer(complaint=row["complaint"], answer=row["answer"])
        for question, expected, said in _compared(row, judged):
            found.setdefault(question, []).append((expected, said))
    return {question: _agreement(pairs) for question, pairs in found.items()}


def _compared(
    row: Mapping[str, str], judged: AnswerJudgement
) -> Iterator[tuple[str, bool, bool]]:
    for label in filter(None, row["points"].split(";")):
        yield "left out", label[0] == "-", _is_left_out(label[1:], judged)
    for names, parts in ((PARTS, judged.parts), (COURTESIES, judged.courtesies)):
        labelled = row["parts"] if names is PARTS else row["courtesies"]
        for part in parts:
            yield part.name, part.name in labelled.split(","), part.is_there
    yield "harsh", row["harsh"] == "1", bool(judged.harsh)
    ease = judged.scores["understandable"]
    if row["answer"].strip():
        is_hard = bool(judged.hard) and (ease or 0.0) < HARD_BELOW
        yield "hard", row["hard"] == "1", is_hard


def _is_left_out(words: str, judged: AnswerJudgement) -> bool:
    """A point that was not even seen is one that nobody is reminded of."""
    return any(words in point.words for point in judged.unaddressed)


def _agreement(pairs: list[tuple[bool, bool]]) -> Agreement:
    hits = sum(1 for expected, said in pairs if expected and said)
    said = sum(1 for _, said in pairs if said)
    expected = sum(1 for expected, _ in pairs if expected)
    return Agreement(
        asked=len(pairs),
        accuracy=round(sum(1 for e, s in pairs if e == s) / len(pairs), 3),
        precision=round(hits / said, 3) if said else 0.0,
        recall=round(hits / expected, 3) if expected else 0.0,
        majority=round(max(expected, len(pairs) - expected) / len(pairs), 3),
    )
