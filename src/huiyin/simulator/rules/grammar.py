"""A small grammar: what may be said, as symbols with alternatives.

`(a|b)` chooses, also within another choice; `{slot}` is filled; `@signal@` marks what the words
mean where they were chosen, and `@?signal@` what people could argue about.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

_CHOICE = re.compile(r"\(([^()]*)\)")
_MARK = re.compile(r"@(\??)(\w+)@")
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way to tell of a topic; `short` ones are all there is to the message."""

    topic: str
    text: str
    is_short: bool

    @property
    def area(self) -> str:
        return self.topic.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Said:
    """Words with what they mean: surely, and perhaps."""

    text: str
    signals: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()

    def joined(self, other: "Said", *, between: str = "") -> "Said":
        """Return both, one after the other."""
        return Said(
            f"{self.text}{between}{other.text}",
            self.signals | other.signals,
            self.unsure | other.unsure,
        )


@dataclass(frozen=True, slots=True)
class Grammar:
    """The symbols and patterns of one language."""

    symbols: Mapping[str, Sequence[str]]
    patterns: Mapping[str, Sequence[Pattern]]

    def say(self, symbol: str, values: Mapping[str, str], *, random: Random) -> Said:
        """Return one way to say what the symbol stands for; nothing where it has none."""
        ways = self.symbols.get(symbol)
        return expand(random.choice(ways), values, random=random) if ways else Said("")

    def tell(
        self, topic: str, values: Mapping[str, str], *, is_short: bool, random: Random
    ) -> Said:
        """Return one way to tell of a topic, as short as can be where wanted."""
        ways = self.patterns[topic]
        fitting = [one for one in ways if one.is_short == is_short] or ways
        return expand(random.choice(fitting).text, values, random=random)


def expand(text: str, values: Mapping[str, str], *, random: Random) -> Said:
    """Return the text with its choices made and its slots filled; unknown slots stay."""
    while found := _CHOICE.search(text):
        chosen = random.choice(found[1].split("|"))
        text = f"{text[: found.start()]}{chosen}{text[found.end() :]}"
    marks = _MARK.findall(text)
    sure = frozenset(name for doubt, name in marks if not doubt)
    unsure = frozenset(name for doubt, name in marks if doubt) - sure
    return Said(filled(_MARK.sub("", text), values), sure, unsure)


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return `text` with its {slots} filled; unknown ones stay."""
    return _SLOT.sub(lambda slot: values.get(slot[1], slot[0]), text)
