"""How good an answer to a complaint is, and the sentence that shows it. Chinese and English.

Rules and word lists only: what a score rests on can be read, and disputed.
"""

from huiyin.kernel.text.answers.judging import (
    WEIGHTS,
    AnswerJudgement,
    Handed,
    judge_answer,
    punctuality,
)
from huiyin.kernel.text.answers.parts import PARTS, Part
from huiyin.kernel.text.answers.points import Point
from huiyin.kernel.text.answers.readability import HardSentence
from huiyin.kernel.text.answers.sentences import sentences_of

__all__ = [
    "PARTS",
    "WEIGHTS",
    "AnswerJudgement",
    "Handed",
    "HardSentence",
    "Part",
    "Point",
    "judge_answer",
    "punctuality",
    "sentences_of",
]
