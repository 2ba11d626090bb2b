"""Whether an answer can be understood by whoever reads it on a small screen.

English: Flesch reading ease (R. Flesch, A new readability yardstick, 1948): 206.835 − 1.015 ×
words per sentence − 84.6 × syllables per word; 60 is plain English. Chinese has no formula as
settled; what its formulas share is counted: the length of sentences, and how common the
characters are. Common is level 1 of GB 2312-80, the 3,755 characters chosen as everyday ones.
In both, words of the office (`officialese.tsv`) and abbreviations of the trade make it harder.
The limits are ours.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from huiyin.kernel.text.answers.matching import SEEDS
from huiyin.kernel.text.answers.sentences import clauses_of
from huiyin.kernel.text.script import HAN, normalise

LONG = {"zh": 60, "en": 25}
_LONGEST_CLAUSE = 32
_PLAIN, _HARDEST = 60.0, 10.0
_COST_OF_WORD, _COST_OF_CODE, _COST_OF_RARE = 0.2, 0.2, 2.0
_KNOWN_TO_ALL = "SIM|APP|VIP|SMS|USB|PDF|IPTV|PIN|NFC|ATM"
_CODE = re.compile(rf"\b(?!(?:{_KNOWN_TO_ALL})\b)[A-Z]{{3,}}\d?\b", re.ASCII)
_WORD = re.compile(r"[A-Za-z']+")
_SYLLABLE = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouy]e|[^td]ed)$")
_COMMON_FROM, _COMMON_TO = 0xB0, 0xD7


@dataclass(frozen=True, slots=True, kw_only=True)
class HardSentence:
    """A sentence that is hard to read. `reasons` are kind and what it is about.

    Kinds: `long` (how many characters or words), `office` (the word, and a plainer one after
    an arrow), `code` (an abbreviation of the trade).
    """

    sentence: str
    reasons: tuple[tuple[str, str], ...]


def readability(sentences: Sequence[str], language: str) -> float:
    """Return how easily sentences are read, from 0 to 1."""
    if not sentences:
        return 0.0
    if language == "en":
        base = min(1.0, max(0.0, (flesch(sentences) - _HARDEST) / (_PLAIN - _HARDEST)))
        cost = sum(_cost(sentence) for sentence in sentences) / len(sentences)
        return max(0.0, base - cost)
    sizes = [max(1, len(sentence)) for sentence in sentences]
    eases = [max(0.0, 1 - _too_long(s) - _rare(s) - _cost(s)) for s in sentences]
    return sum(e * n for e, n in zip(eases, sizes, strict=True)) / sum(sizes)


def hard_sentences(sentences: Sequence[str], language: str) -> tuple[HardSentence, ...]:
    """Return the sentences that are hard to read, with why."""
    found = []
    for sentence in sentences:
        reasons = [*_length_reason(sentence, language), *_word_reasons(sentence)]
        if reasons:
            found.append(HardSentence(sentence=sentence, reasons=tuple(reasons)))
    return tuple(found)


def flesch(sentences: Sequence[str]) -> float:
    """Return the Flesch reading ease; higher is easier, about 0 to 100."""
    words = [word for sentence in sentences for word in _WORD.findall(sentence.lower())]
    if not words:
        return 0.0
    syllables = sum(_syllables(word) for word in words)
    return 206.835 - 1.015 * len(words) / len(sentences) - 84.6 * syllables / len(words)


def _syllables(word: str) -> int:
    counted = len(_SYLLABLE.findall(word))
    return max(1, counted - 1 if _SILENT.search(word) else counted)


def _too_long(sentence: str) -> float:
    excess = max(0, len(sentence) - LONG["zh"]) / 120
    clause = max((len(clause) for clause in clauses_of(sentence)), default=0)
    return min(0.6, excess + max(0, clause - _LONGEST_CLAUSE) / 60)


def _rare(sentence: str) -> float:
    characters = [c for run in HAN.findall(normalise(sentence)) for c in run]
    if not characters:
        return 0.0
    rare = sum(1 for character in characters if not _is_common(character))
    return min(0.4, _COST_OF_RARE * rare / len(characters))


def _is_common(character: str) -> bool:
    try:
        return _COMMON_FROM <= character.encode("gb2312")[0] <= _COMMON_TO
    except UnicodeEncodeError:
        return False


def _cost(sentence: str) -> float:
    reasons = _word_reasons(sentence)
    office = sum(1 for kind, _ in reasons if kind == "office")
    return min(0.6, _COST_OF_WORD * office + _COST_OF_CODE * (len(reasons) - office))


def _length_reason(sentence: str, language: str) -> list[tuple[str, str]]:
    size = len(_WORD.findall(sentence)) if language == "en" else len(sentence)
    return [("long", str(size))] if size > LONG[language] else []


def _word_reasons(sentence: str) -> list[tuple[str, str]]:
    plain = normalise(sentence)
    office = [
        ("office", f"{word} → {better}" if better else word)
        for word, better in _officialese().items()
        if word in plain
    ]
    return office + [("code", code) for code in dict.fromkeys(_CODE.findall(sentence))]


@cache
def _officialese() -> dict[str, str]:
    rows = (SEEDS / "officialese.tsv").read_text(encoding="utf-8").splitlines()
    parted = [row.split("\t") for row in rows if row and not row.startswith("#")]
    return dict(parted)
