"""What an answer is judged by, and in which grades people and the machine can be compared."""

from collections.abc import Mapping
from enum import StrEnum

from huiyin.kernel.text.answers import WEIGHTS

CRITERIA = tuple(WEIGHTS)
# From here on a score of the machine is called good, and fair.
GOOD_FROM, FAIR_FROM = 0.8, 0.5


class Grade(StrEnum):
    """How good an answer is by one criterion."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"


POINTS = {Grade.GOOD: 1.0, Grade.FAIR: 0.5, Grade.POOR: 0.0}


def grade_of(score: float) -> Grade:
    """Return the grade that a score of the machine stands for."""
    if score >= GOOD_FROM:
        return Grade.GOOD
    return Grade.FAIR if score >= FAIR_FROM else Grade.POOR


def points_of(grades: Mapping[str, str]) -> float:
    """Return what grades come to together, from 0 to 1, by the weights of the scores."""
    total = sum(WEIGHTS[criterion] for criterion in grades)
    said = sum(WEIGHTS[name] * POINTS[Grade(grade)] for name, grade in grades.items())
    return said / total if total else 0.0
