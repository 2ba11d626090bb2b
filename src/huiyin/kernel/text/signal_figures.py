"""How good the rules for signals, urgency and feeling are on texts that people have judged."""

from collections.abc import Sequence
from dataclasses import dataclass

from huiyin.kernel.text.script import normalise
from huiyin.kernel.text.sentiment import feeling
from huiyin.kernel.text.signals import signals_in, urgency_of

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


def signal_figures(judged: Sequence[Judged]) -> list[Figures]:
    """Return the figures of each signal and level, in the order of the texts."""
    figures = []
    for signal in dict.fromkeys(row.signal for row in judged):
        mine = [row for row in judged if row.signal == signal]
        answers = [(row, answer_for(signal, row.text)) for row in mine]
        figures += [
            _figures(answers, signal=signal, truth=truth)
            for truth in dict.fromkeys(row.truth for row in mine)
            if truth not in _ABSENT
        ]
    return figures


def answer_for(signal: str, text: str) -> str:
    """Return what the rules say of a text, in the words of `Judged.truth`."""
    normalised = normalise(text)
    if signal == FEELING:
        return "1" if feeling(normalised) > 0 else "0"
    found = signals_in(normalised)
    if signal == URGENCY:
        return urgency_of(found)
    return "yes" if signal in found else "no"


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
