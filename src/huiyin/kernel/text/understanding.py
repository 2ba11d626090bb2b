"""Everything a text says, in one pass over many texts."""

from collections.abc import Sequence
from dataclasses import dataclass

from huiyin.kernel.text.entities import Entity, entities_in
from huiyin.kernel.text.features import terms
from huiyin.kernel.text.hearing import heard
from huiyin.kernel.text.model import UNKNOWN, Judgement, TopicModel, batches
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


def understand(
    texts: Sequence[str], *, model: TopicModel | None, hearing: TopicModel | None = None
) -> list[Understanding]:
    """Return what each text says; without a model the topic stays open, without one of signals
    (`hearing`) those are told by their wordings alone.
    """
    plain = [normalise(text) for text in texts]
    judged: list[Judgement] = []
    learnt: list[frozenset[str]] = []
    for batch in batches(plain) if model or hearing else ():
        found = terms(batch)
        judged += model.judge_terms(found) if model else [UNKNOWN] * len(batch)
        learnt += heard(hearing, found) if hearing else [frozenset()] * len(batch)
    understood = []
    for place, (text, normalised) in enumerate(zip(texts, plain, strict=True)):
        signals = signals_in(normalised) | (learnt[place] if learnt else frozenset())
        understood.append(
            Understanding(
                language=detect_language(text),
                judgement=judged[place] if judged else UNKNOWN,
                urgency=urgency_of(signals),
                sentiment=feeling(normalised),
                signals=signals,
                entities=entities_in(text),
            )
        )
    return understood
