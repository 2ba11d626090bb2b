"""Cutting text into words, for models and for search."""

import re
from functools import cache
from pathlib import Path

import rjieba

from huiyin.kernel.text.script import HAN, normalise

_ALPHANUMERIC = re.compile(r"[^\W_]+")
_SEEDS = Path(__file__).parent / "seeds"
_FREQUENCY = 20_000


@cache
def cutter() -> rjieba.Jieba:
    """Return our own segmenter, which knows the words of the trade."""
    own = rjieba.Jieba()
    for line in (_SEEDS / "words.txt").read_text(encoding="utf-8").split():
        own.add_word(line, _FREQUENCY, "n")
    return own


def segment(text: str) -> list[str]:
    """Return the words of `text`, normalised, without punctuation."""
    return cut(normalise(text))


def cut(normalised: str) -> list[str]:
    """Return the words of a text that is already normalised."""
    if normalised.isascii():
        return _ALPHANUMERIC.findall(normalised)
    return [word for word in cutter().cut(normalised) if word.isalnum()]


def search_tokens(text: str) -> list[str]:
    """Return what `text` is found by: its words and, in Chinese, the words within words.

    Only dictionary words: a guessed word depends on its neighbours, so that a question and
    the text that answers it would be cut differently. Numbers are also found by their last
    four digits, as people quote them.
    """
    normalised = normalise(text)
    if not HAN.search(normalised):
        found = _ALPHANUMERIC.findall(normalised)
    else:
        found = [
            part
            for word in cutter().cut_for_search(normalised, False)  # noqa: FBT003 - positional only
            for part in (_ALPHANUMERIC.findall(word) if not word.isalnum() else (word,))
        ]
    return found + [word[-4:] for word in found if len(word) >= 7 and word.isdigit()]
