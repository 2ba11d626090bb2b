"""Answers sent, draws, samples, judgements and feedback."""

from huiyin.quality.models.judging import Feedback, Judgement, Verdict
from huiyin.quality.models.sampling import Draw, Followed, Sample, SentAnswer

__all__ = [
    "Draw",
    "Feedback",
    "Followed",
    "Judgement",
    "Sample",
    "SentAnswer",
    "Verdict",
]
