"""From texts to the terms that models count: words, pairs of words, runs of characters.

A term is a number, not a string: a run of characters its codes side by side in 64 bits, a word
a hash of its letters, a pair a hash of its words. A batch is laid end to end and all its terms
are made by a few operations on arrays; nothing in a model spells what a customer wrote.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
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
# Of words it tells pairs, which so come after all single words.
PAIR = np.uint64(1 << 63)
_HALF, _MIXER = np.uint64(31), np.uint64(0x9E3779B97F4A7C15)
_LONGEST_WORD = 256
_POWERS = np.cumprod(np.full(_LONGEST_WORD, 0x5851F42D4C957F2D, dtype=np.uint64))


@dataclass(frozen=True, slots=True)
class Runs:
    """Terms of one kind of a batch, each as often as it occurs: to whom it belongs, and what
    it is."""

    owners: Integers
    keys: Keys


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a batch of `count` texts: words and pairs of them, runs of characters of all
    and of the heads; `words` are all words one after the other, `borders` where a text's begin.
    """

    count: int
    words: list[str]
    borders: Integers
    word_keys: Keys
    pairs: Runs
    runs: Runs
    heads: Runs

    def kinds(self) -> tuple[Runs, Runs, Runs]:
        """Return words with their pairs, runs, and runs of the heads."""
        owners = np.repeat(np.arange(self.count), np.diff(self.borders))
        both = Runs(
            np.concatenate([owners, self.pairs.owners]),
            np.concatenate([self.word_keys, self.pairs.keys]),
        )
        return both, self.runs, self.heads

    def spelled(self, text: int, key: int) -> str:
        """Return the word of a text that has this key."""
        start, end = self.borders[text], self.borders[text + 1]
        place = self.word_keys[start:end].tolist().index(key)
        return str(self.words[start + place])


def terms(normalised: Sequence[str]) -> Terms:
    """Return the terms of texts that are already normalised."""
    texts = [_plain(text) for text in normalised]
    heads = [text[:_HEAD] if len(text) > _WITH_HEAD else "" for text in texts]
    words = [cut(text) for text in texts]
    borders = np.cumsum([0, *map(len, words)])
    flat = [word for some in words for word in some]
    keys = word_keys(flat)
    pairs = _pairs(keys, np.repeat(np.arange(len(texts)), np.diff(borders)))
    return Terms(len(texts), flat, borders, keys, pairs, runs(texts), runs(heads))


def word_keys(words: Sequence[str]) -> Keys:
    """Return a number of 63 bits for each word, always the same for the same word."""
    if not words:
        return np.empty(0, dtype=np.uint64)
    codes, owners = _laid_out([word[:_LONGEST_WORD] for word in words])
    starts = np.flatnonzero(np.diff(owners, prepend=-1))
    # The zero after a word counts too: it stands where the word ends.
    places = np.minimum(np.arange(len(codes)) - starts[owners], _LONGEST_WORD - 1)
    sums: Keys = np.add.reduceat(_mixed(codes + np.uint64(1)) * _POWERS[places], starts)
    return _mixed(sums) & ~PAIR


def _pairs(keys: Keys, owners: Integers) -> Runs:
    within = owners[1:] == owners[:-1]
    pairs = _mixed(keys[:-1] * _POWERS[1] + keys[1:]) | PAIR
    return Runs(owners[1:][within], pairs[within])


def _mixed(keys: Keys) -> Keys:
    """Let every bit have a say in every other (a multiplication alone only carries upwards)."""
    keys = (keys ^ (keys >> _HALF)) * _MIXER
    mixed: Keys = keys ^ (keys >> _HALF)
    return mixed


def _plain(text: str) -> str:
    if len(text) > _FIRST + _LAST:
        text = f"{text[:_FIRST]} {text[-_LAST:]}"
    if "@" in text or "://" in text:
        # Whose page or name it is says little about the topic, that there is one may.
        text = _PLACE_OR_PERSON.sub(lambda link: "@" if link[0][0] == "@" else "://", text)
    return text


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
