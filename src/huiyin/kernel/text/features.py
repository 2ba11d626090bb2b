"""From texts to the terms that models count: words, pairs of words, runs of characters.

A run of characters is a number, not a string: its characters' codes side by side in 64 bits.
A batch is laid end to end and all its runs are made by a few operations on arrays.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from huiyin.kernel.text.script import HAN
from huiyin.kernel.text.words import cut

Keys: TypeAlias = NDArray[np.uint64]
Integers: TypeAlias = NDArray[np.int64]

# A topic is said early or at the very end; the middle of a long letter repeats it.
_FIRST, _LAST = 1_600, 400
# What a letter begins with is its subject; of a short text it is the text itself.
_HEAD, _WITH_HEAD = 40, 80

_PLACE_OR_PERSON = re.compile(r"https?://\S+|@\w+")
_WORD_OR_SYMBOL = re.compile(r"\w+|[^\w\s]")
_SPACE = np.uint64(ord(" "))
_HAN_BITS, _HAN_RUNS = np.uint64(21), (1, 2, 3)
_OTHER_BITS, _OTHER_RUNS = np.uint64(12), (2, 3, 4, 5)
_OTHER_MASK = np.uint64((1 << 12) - 1)
# Three Chinese characters fill 63 bits; the last tells other scripts from them.
_OTHER = np.uint64(1 << 63)


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs of characters of a batch, each as often as it occurs: to whom it belongs, and what
    it is."""

    owners: Integers
    keys: Keys


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a batch: words and pairs of words by text, runs of all and of the heads."""

    words: list[list[str]]
    runs: Runs
    heads: Runs


def terms(normalised: Sequence[str]) -> Terms:
    """Return the terms of texts that are already normalised."""
    texts = [_plain(text) for text in normalised]
    heads = [text[:_HEAD] if len(text) > _WITH_HEAD else "" for text in texts]
    return Terms([_words_and_pairs(text) for text in texts], runs(texts), runs(heads))


def _plain(text: str) -> str:
    if len(text) > _FIRST + _LAST:
        text = f"{text[:_FIRST]} {text[-_LAST:]}"
    if "@" in text or "://" in text:
        # Whose page or name it is says little about the topic, that there is one may.
        text = _PLACE_OR_PERSON.sub(lambda link: "@" if link[0][0] == "@" else "://", text)
    return text


def _words_and_pairs(text: str) -> list[str]:
    words = cut(text)
    return words + [f"{a} {b}" for a, b in pairwise(words)]


def runs(texts: Sequence[str]) -> Runs:
    """Return the runs of 1 to 3 characters of texts with Chinese in them, of others those of 2
    to 5 characters within a word, its borders counted.
    """
    is_han = [not text.isascii() and HAN.search(text) is not None for text in texts]
    han = ["" if not here else text for text, here in zip(texts, is_han, strict=True)]
    other = ["" if here else _spaced(text) for text, here in zip(texts, is_han, strict=True)]
    parts = [_han_runs(*_laid_out(han)), _other_runs(*_laid_out(other))]
    return Runs(
        np.concatenate([part.owners for part in parts]),
        np.concatenate([part.keys for part in parts]),
    )


def _spaced(text: str) -> str:
    return f" {' '.join(_WORD_OR_SYMBOL.findall(text))} " if text else ""


def _laid_out(texts: Sequence[str]) -> tuple[Keys, Integers]:
    """Return the codes of all characters, a zero after each text, and whose each is."""
    joined = "\0".join([*texts, ""])
    codes = np.frombuffer(joined.encode("utf-32-le", "replace"), dtype=np.uint32)
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)) + 1
    return codes.astype(np.uint64), np.repeat(np.arange(len(texts)), lengths)


def _han_runs(codes: Keys, owners: Integers) -> Runs:
    within = codes != 0
    key, is_run = codes, within
    found, whose = [key[is_run]], [owners[is_run]]
    for length in _HAN_RUNS[1:]:
        rest = length - 1
        key = (key[:-1] << _HAN_BITS) | codes[rest:]
        is_run = is_run[:-1] & within[rest:]
        found.append(key[is_run])
        whose.append(owners[: len(key)][is_run])
    return Runs(np.concatenate(whose), np.concatenate(found))


def _other_runs(codes: Keys, owners: Integers) -> Runs:
    within, is_letter = codes != 0, (codes != 0) & (codes != _SPACE)
    codes = codes & _OTHER_MASK
    key, is_run = codes, within
    found, whose = [], []
    for length in _OTHER_RUNS:
        rest = length - 1
        key = (key[:-1] << _OTHER_BITS) | codes[rest:]
        is_run = is_run[:-1] & within[rest:]
        if length > 2:
            # What was last and is now inside must not be the border of a word.
            is_run = is_run & is_letter[rest - 1 : len(is_letter) - 1]
        found.append(key[is_run] | _OTHER)
        whose.append(owners[: len(key)][is_run])
    return Runs(np.concatenate(whose), np.concatenate(found))
