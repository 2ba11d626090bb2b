"""What a matter is called: a sentence customers used, its place, the words it is known by."""

import re
from collections import Counter
from collections.abc import Sequence

from huiyin.insight.rules.topics.phrases import Message
from huiyin.kernel.text import redact

_SENTENCE = re.compile(r"[^。！？!?\n;；]+")
_CLAUSE = re.compile(r"[^，,。！？!?\n;；]+")
_SHORT, _LONG = 6, 40
_NEAREST = 12
_DISTRICT = re.compile(r"(?:[A-Z]\d{0,2}|[一-龥]{2,4}?)[市区县州旗](?![一-龥]?长)")
_SPOKEN_OF = 0.3
_WORDS = 8


def title_of(messages: Sequence[Message], own: Sequence[str]) -> str:
    """Return the sentence that says best what these messages are about, nearest first, in the
    customers' own words, numbers and names masked."""
    return titled(messages, own)[0]


def titled(messages: Sequence[Message], own: Sequence[str]) -> tuple[str, int | None]:
    """Return the title, and the place of the message whose sentence it is, if it is one's."""
    candidates = [
        (text, place)
        for place, message in enumerate(messages[:_NEAREST])
        for text in _sentences(message)
    ]
    if not candidates:
        return ", ".join(own[:3]), None
    best = max(enumerate(candidates), key=lambda one: _telling(one[1][0], own) - one[0] / 50)
    return redact(best[1][0]), best[1][1]


def _sentences(message: Message) -> list[str]:
    if message.subject.strip():
        subject = " ".join(message.subject.split())
        return [subject if len(subject) <= 2 * _LONG else subject[:_LONG] + "…"]
    found = [part.strip() for part in _SENTENCE.findall(message.body)]
    return [part for part in found if len(part) <= _LONG] or [
        part.strip() for part in _CLAUSE.findall(message.body)[:3]
    ]


def _telling(sentence: str, own: Sequence[str]) -> float:
    """Return how much a sentence says: the matter's words in it, neither too short nor long."""
    told = sum(1 / (place + 2) for place, word in enumerate(own) if word in sentence.lower())
    return told + (0.3 if _SHORT <= len(sentence) <= _LONG else 0.0)


def place_of(messages: Sequence[Message]) -> str:
    """Return where it is: the areas most messages come from, or the district that most name."""
    areas = Counter(message.area for message in messages if message.area)
    named = areas or Counter(
        district
        for message in messages
        for district in set(_DISTRICT.findall(f"{message.subject} {message.body}"))
    )
    usual = [
        place for place, count in named.most_common(4) if count >= _SPOKEN_OF * len(messages)
    ]
    # A district within a city that is named too says where more closely.
    return usual[-1] if usual and usual[-1].endswith(("区", "县")) else "".join(usual[:1])


def words_of(own: Sequence[str]) -> tuple[str, ...]:
    """Return the words a matter is known by, masked, none that another of them contains."""
    kept: list[str] = []
    for word in own:
        if not any(word in longer for longer in (*kept, *own) if longer != word):
            kept.append(redact(word))
    return tuple(kept[:_WORDS])
