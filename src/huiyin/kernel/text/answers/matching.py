"""What words speak of, so that an answer need not repeat the customer's own."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from huiyin.kernel.text.entities import entities_in
from huiyin.kernel.text.script import HAN, normalise
from huiyin.kernel.text.words import cut

SEEDS = Path(__file__).parent.parent / "seeds" / "answers"
_TAILS = re.compile(r"(?:ations?|ments?|ings?|ed|ers?|es|s|e|ly)$")


def groups_in(text: str) -> dict[str, str]:
    """Return what `text` speaks of: each meaning with the word that named it first."""
    known, idle = _near(), _idle()
    found: dict[str, str] = {}
    for word in cut(normalise(text)):
        if word in idle or (word.isdigit() and len(word) < 5):
            continue
        stem = stem_of(word)
        if len(stem) < 3 and stem.isascii() and stem not in known:
            continue
        found.setdefault(known.get(stem, stem), word)
    return found


def figures_in(text: str) -> frozenset[str]:
    """Return the amounts, dates, plans and numbers that `text` names, in one form."""
    return frozenset(f"{entity.kind}:{entity.value}" for entity in entities_in(text))


def stem_of(word: str) -> str:
    """Return a Latin word without its ending; any other as it is."""
    if not word.isascii() or len(word) < 4:
        return word
    stem = _TAILS.sub("", word)
    return stem if len(stem) >= 3 else word


def shared_characters(word: str, characters: Iterable[str]) -> float:
    """Return which part of the characters of a Chinese word a text has."""
    if not HAN.fullmatch(word) or len(word) < 2:
        return 0.0
    return sum(1 for character in word if character in characters) / len(word)


@cache
def _near() -> dict[str, str]:
    known: dict[str, str] = {}
    for line in (SEEDS / "near.txt").read_text(encoding="utf-8").splitlines():
        words = [] if line.startswith("#") else line.split()
        for word in words:
            known.setdefault(stem_of(word), words[0])
    return known


@cache
def _idle() -> frozenset[str]:
    rows = (SEEDS / "idle.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for row in rows if not row.startswith("#") for word in row.split())
