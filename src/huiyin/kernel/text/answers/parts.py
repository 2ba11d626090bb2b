"""What a good answer has: cause, action, time, contact; and how it speaks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from huiyin.kernel.text.answers.matching import SEEDS
from huiyin.kernel.text.script import normalise

PARTS = ("cause", "action", "time", "contact")
COURTESIES = ("greeting", "regard", "closing")
_LAST = 3
_ONLY_A_DATE = re.compile(
    r"^[\s（(]*(?:\d{4}年)?\d{1,2}月\d{1,2}日[)）。.\s]*$|^\d{4}[-/]\d+[-/]\d+$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part an answer should have, and the sentence that has it; empty where none has."""

    name: str
    sentence: str = ""

    @property
    def is_there(self) -> bool:
        return bool(self.sentence)


def without_dates(sentences: Sequence[str]) -> list[str]:
    """Return the sentences but the date of the letter, which is no time of anything."""
    return [sentence for sentence in sentences if not _ONLY_A_DATE.match(sentence)]


def parts_in(sentences: Sequence[str], language: str) -> tuple[Part, ...]:
    """Return cause, action, time and contact."""
    # To pass a matter on is not yet to act.
    done = [s for s in sentences if not has_part("handed", normalise(s), language)]
    return tuple(
        Part(
            name=name, sentence=_first(name, done if name == "action" else sentences, language)
        )
        for name in PARTS
    )


def handed_on(sentences: Sequence[str], language: str) -> str:
    """Return the sentence that only passes the matter on or promises to look."""
    return _first("handed", sentences, language)


def courtesies_in(sentences: Sequence[str], language: str) -> tuple[Part, ...]:
    """Return greeting, a word of regret or thanks, and a closing."""
    return (
        Part(name="greeting", sentence=_first("greeting", sentences[:1], language)),
        Part(name="regard", sentence=_first("regard", sentences, language)),
        Part(
            name="closing",
            sentence=_first("closing", sentences[max(1, len(sentences) - _LAST) :], language),
        ),
    )


def harsh_in(sentences: Sequence[str], language: str) -> tuple[str, ...]:
    """Return the sentences that blame the customer or send them away."""
    return tuple(s for s in sentences if has_part("harsh", normalise(s), language))


def has_part(name: str, normalised: str, language: str) -> bool:
    """Return whether a normalised text has a part."""
    return _patterns()[name, language].search(normalised) is not None


def _first(name: str, sentences: Sequence[str], language: str) -> str:
    return next((s for s in sentences if has_part(name, normalise(s), language)), "")


@cache
def _patterns() -> dict[tuple[str, str], re.Pattern[str]]:
    rows = (SEEDS / "parts.tsv").read_text(encoding="utf-8").splitlines()
    parted = [row.split("\t") for row in rows if row and not row.startswith("#")]
    return {(name, language): re.compile(pattern) for name, language, pattern in parted}
