"""Finding what many customers speak of: groups of messages, named, ranked by heat."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from huiyin.insight.rules.topics.grouping import group
from huiyin.insight.rules.topics.heat import HALF_LIFE, Heat, Usual, heat_of
from huiyin.insight.rules.topics.naming import place_of, title_of, words_of
from huiyin.insight.rules.topics.phrases import Message, weighed_phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class HotTopic:
    """A matter that several customers speak of; `numbers` are its messages, nearest first."""

    title: str
    heat: Heat
    place: str
    words: tuple[str, ...]
    customers: int
    numbers: tuple[int, ...]
    moments: tuple[datetime, ...]


def find_topics(
    messages: Sequence[Message], *, half_life: timedelta = HALF_LIFE
) -> list[HotTopic]:
    """Return what several customers speak of in these messages, the hottest first."""
    if not messages:
        return []
    customers = [message.customer or f"#{place}" for place, message in enumerate(messages)]
    usual = Usual.of(messages)
    found = []
    for one in group(weighed_phrases(messages), customers):
        members = [messages[place] for place in one.members.tolist()]
        found.append(
            HotTopic(
                title=title_of(members, one.own),
                heat=heat_of(members, usual, coherence=one.coherence, half_life=half_life),
                place=place_of(members),
                words=words_of(one.own),
                customers=len({customers[place] for place in one.members.tolist()}),
                numbers=tuple(message.number for message in members),
                moments=tuple(sorted(message.at for message in members)),
            )
        )
    return sorted(found, key=lambda topic: (-topic.heat.peak, topic.heat.since))
