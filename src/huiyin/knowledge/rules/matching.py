"""How well an article answers a question, and the sentence that does."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from huiyin.kernel.text import search_tokens

_SENTENCE = re.compile(r"[^。！？!?\n]+?(?:[。！？!?]|\.(?=\s|$)|$|\n)")
_TITLE_COUNTS = 2.0
_EVERYWHERE = frozenset(
    "的了是我你在有和就不也都很到说要会着没看好这那吗呢吧请上下个一家"
) | frozenset(
    [
        "the",
        "a",
        "an",
        "is",
        "are",
        "to",
        "of",
        "and",
        "in",
        "on",
        "for",
        "my",
        "i",
        "it",
        "you",
        "your",
        "this",
        "that",
        "with",
        "be",
        "was",
        "have",
        "has",
        "not",
        "do",
        "does",
        "can",
        "if",
        "or",
        "at",
        "we",
    ]
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that may answer."""

    id: int
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Match:
    """How well an article answers (0 to 1), and with which sentence."""

    id: int
    score: float
    sentence: str


def best_matches(
    question: str, candidates: Sequence[Candidate], *, limit: int, least: float = 0.08
) -> list[Match]:
    """Return the articles that answer best, best first; those below `least` are left out.

    A word counts by how few of the candidates use it, and twice in a title.
    """
    asked = _words(question)
    if not asked or not candidates:
        return []
    read = [
        (candidate, _words(candidate.title), _words(candidate.body)) for candidate in candidates
    ]
    spread = Counter(word for _, title, body in read for word in title | body)
    worth = {word: math.log(1 + (len(read) + 1) / (1 + spread[word])) for word in asked}
    whole = _TITLE_COUNTS * sum(worth.values())
    matches = [
        Match(
            candidate.id,
            round(
                (_TITLE_COUNTS * _sum(worth, asked & title) + _sum(worth, asked & body - title))
                / whole,
                4,
            ),
            best_sentence(candidate.body, worth),
        )
        for candidate, title, body in read
    ]
    kept = [match for match in matches if match.score >= least]
    kept.sort(key=lambda match: (-match.score, match.id))
    return kept[:limit]


def best_sentence(body: str, worth: dict[str, float]) -> str:
    """Return the sentence of `body` that says most of what was asked; the first on a tie."""
    sentences = sentences_of(body)
    if not sentences:
        return ""
    return max(sentences, key=lambda sentence: _sum(worth, _words(sentence) & worth.keys()))


def sentences_of(body: str) -> list[str]:
    found = (sentence.strip(" \n\t-*#") for sentence in _SENTENCE.findall(body))
    return [sentence for sentence in found if sentence]


def _words(text: str) -> set[str]:
    """Return the words of `text`, and the characters of its Chinese words."""
    tokens = set(search_tokens(text))
    characters = {letter for word in tokens if not word.isascii() for letter in word}
    return (tokens | characters) - _EVERYWHERE


def _sum(worth: dict[str, float], words: set[str]) -> float:
    return sum(worth[word] for word in words if word in worth)
