"""How good the rules for signals, urgency and feeling are on texts that people have judged."""

from collections.abc import Sequence
from dataclasses import dataclass

from huiyin.kernel.text.model import TopicModel
from huiyin.kernel.text.understanding import Understanding, understand

URGENCY, FEELING = "urgency", "feeling"
_ABSENT = frozenset({"no", "normal", "0"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A text and what a person found in it.

    `truth` is `yes` or `no` for a signal, the level for `urgency`, and `1` (good) or `0` for
    `feeling`.
    """

    signal: str
    truth: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How one signal, or one level, fared; `missed` and `mistaken` are texts to learn from."""

    signal: str
    texts: int
    positives: int
    precision: float
    recall: float
    accuracy: float
    majority: float
    missed: tuple[str, ...]
    mistaken: tuple[str, ...]


def signal_figures(
    judged: Sequence[Judged], *, hearing: TopicModel | None = None
) -> list[Figures]:
    """Return the figures of each signal and level, in the order of the texts; with the model
    of signals `hearing` beside the wordings, as a complaint is read."""
    figures = []
    for signal in dict.fromkeys(row.signal for row in judged):
        mine = [row for row in judged if row.signal == signal]
        read = understand([row.text for row in mine], model=None, hearing=hearing)
        answers = [(row, _answer(signal, one)) for row, one in zip(mine, read, strict=True)]
        figures += [
            _figures(answers, signal=signal, truth=truth)
            for truth in dict.fromkeys(row.truth for row in mine)
            if truth not in _ABSENT
        ]
    return figures


def _answer(signal: str, understood: Understanding) -> str:
    if signal == FEELING:
        return "1" if understood.sentiment > 0 else "0"
    if signal == URGENCY:
        return understood.urgency
    return "yes" if signal in understood.signals else "no"


def _figures(answers: Sequence[tuple[Judged, str]], *, signal: str, truth: str) -> Figures:
    said = [row for row, answer in answers if answer == truth]
    true = [row for row, _ in answers if row.truth == truth]
    hits = sum(row.truth == truth for row in said)
    wrong = len(said) + len(true) - 2 * hits
    return Figures(
        signal=f"{signal}: {truth}" if signal == URGENCY else signal,
        texts=len(answers),
        positives=len(true),
        precision=round(hits / len(said), 4) if said else 0.0,
        recall=round(hits / len(true), 4),
        accuracy=round(1 - wrong / len(answers), 4),
        majority=round(max(len(true), len(answers) - len(true)) / len(answers), 4),
        missed=tuple(row.text for row, answer in answers if answer != truth == row.truth),
        mistaken=tuple(row.text for row in said if row.truth != truth),
    )
