"""Everything a text says, in one pass over many texts."""

from collections.abc import Sequence
from dataclasses import dataclass

from huiyin.kernel.text.entities import Entity, entities_in
from huiyin.kernel.text.model import UNKNOWN, Judgement, TopicModel
from huiyin.kernel.text.script import detect_language, normalise
from huiyin.kernel.text.sentiment import feeling
from huiyin.kernel.text.signals import signals_in, urgency_of

__all__ = ["Entity", "Understanding", "understand"]


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was understood of one text.

    `language` is `zh-hans`, `zh-hant`, `en` or empty; `urgency` is `urgent`, `high` or
    `normal`; `sentiment` runs from -1 to 1.
    """

    language: str
    judgement: Judgement
    urgency: str
    sentiment: float
    signals: frozenset[str]
    entities: tuple[Entity, ...]


def understand(texts: Sequence[str], *, model: TopicModel | None) -> list[Understanding]:
    """Return what each text says; without a model the topic stays open."""
    plain = [normalise(text) for text in texts]
    judged = model.judge_normalised(plain) if model else [UNKNOWN] * len(plain)
    understood = []
    for text, normalised, judgement in zip(texts, plain, judged, strict=True):
        signals = signals_in(normalised)
        understood.append(
            Understanding(
                language=detect_language(text),
                judgement=judgement,
                urgency=urgency_of(signals),
                sentiment=feeling(normalised),
                signals=signals,
                entities=entities_in(text),
            )
        )
    return understood
