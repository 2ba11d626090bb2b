"""An answer with its sentences marked by what they show."""

from collections import defaultdict
from dataclasses import dataclass

from huiyin.kernel.text.answers import AnswerJudgement, sentences_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a sentence shows: a kind (point, part, handed, harsh, hard) and of what."""

    kind: str
    about: str = ""

    @property
    def is_bad(self) -> bool:
        return self.kind in ("handed", "harsh", "hard")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of the answer, and what it shows; nothing for what stands between."""

    text: str
    shown: tuple[Shown, ...] = ()


def pieces_of(answer: str, judged: AnswerJudgement) -> list[Piece]:
    """Return the whole answer in its order, cut where something is shown."""
    marks = _marks(judged)
    pieces: list[Piece] = []
    reached = 0
    for sentence in sentences_of(answer):
        place = answer.find(sentence, reached)
        if sentence not in marks or place < 0:
            continue
        if place > reached:
            pieces.append(Piece(text=answer[reached:place]))
        pieces.append(Piece(text=sentence, shown=tuple(marks[sentence])))
        reached = place + len(sentence)
    if reached < len(answer):
        pieces.append(Piece(text=answer[reached:]))
    return pieces


def _marks(judged: AnswerJudgement) -> dict[str, list[Shown]]:
    marks: dict[str, list[Shown]] = defaultdict(list)
    for point in judged.points:
        if point.is_addressed and point.sentence:
            marks[point.sentence].append(Shown(kind="point", about=point.words))
    for part in (*judged.parts, *judged.courtesies):
        if part.is_there:
            marks[part.sentence].append(Shown(kind="part", about=part.name))
    if judged.handed_on:
        marks[judged.handed_on].append(Shown(kind="handed"))
    for sentence in judged.harsh:
        marks[sentence].append(Shown(kind="harsh"))
    for hard in judged.hard:
        marks[hard.sentence].append(Shown(kind="hard"))
    return marks
