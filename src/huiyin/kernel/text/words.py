"""Cutting text into words, for models and for search."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from huiyin.kernel.text.script import HAN, normalise

_ALPHANUMERIC = re.compile(r"[^\W_]+")
_REFERENCE = re.compile(r"[a-z]{1,5}(?:-\d{2,12}){1,3}(?![\w-])")
_SEEDS = Path(__file__).parent / "seeds"
_FREQUENCY = 20_000


@cache
def cutter() -> Any:
    """Return our own segmenter, which knows the words of the trade."""
    import rjieba  # noqa: PLC0415 - reads its dictionary when imported

    own = rjieba.Jieba()
    for line in (_SEEDS / "words.txt").read_text(encoding="utf-8").split():
        own.add_word(line, _FREQUENCY, "n")
    return own


@cache
def stop_words() -> frozenset[str]:
    """Return the words that say nothing of what a text is about, Chinese and English."""
    return frozenset((_SEEDS / "stopwords.txt").read_text(encoding="utf-8").split())


def segment(text: str) -> list[str]:
    """Return the words of `text`, normalised, without punctuation."""
    return cut(normalise(text))


def cut(normalised: str) -> list[str]:
    """Return the words of a text that is already normalised."""
    if normalised.isascii() or not HAN.search(normalised):
        return _ALPHANUMERIC.findall(normalised)
    return [word for word in cutter().cut(normalised) if word.isalnum()]


def search_tokens(text: str) -> list[str]:
    """Return what `text` is found by: its words and, in Chinese, the words within words.

    Only dictionary words: a guessed word depends on its neighbours, so that a question and
    the text that answers it would be cut differently. A reference such as C-2603-00017 is one
    word; long numbers are also found by their last four digits, as people quote them.
    """
    normalised = normalise(text)
    if "-" in normalised:
        normalised = _REFERENCE.sub(lambda found: found.group().replace("-", ""), normalised)
    if normalised.isascii():
        found = _ALPHANUMERIC.findall(normalised)
    else:
        parts = cutter().cut_for_search(normalised, False)  # noqa: FBT003 - positional only
        found = []
        for part in parts:
            if part.isalnum():
                found.append(part)
            elif len(part) > 1:
                found += _ALPHANUMERIC.findall(part)
    return found + [word[-4:] for word in found if len(word) >= 7 and word.isdigit()]
