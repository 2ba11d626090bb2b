"""Words mistyped in a question, put right by the words that texts really use.

A Latin word may have one letter wrong, missing, too many or swapped (two from eight letters
on); a Chinese word of two to four characters one wrong character. A character that stands
alone may be short for any word that has it: 断 for 断网.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from huiyin.kernel.text.script import HAN

OFFERED, _OFFERED_FOR_ONE = 3, 8
_SHORTEST_LATIN, _LONG_LATIN = 4, 8
_LONGEST_HAN, _SHORTEST_HAN = 4, 2
_ANY = "?"
_EVERY = 50

# What is asked for: each word, or one of several that may have been meant.
Asked = tuple[tuple[str, ...], ...]


class Vocabulary:
    """The words of many texts with how many texts use each."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = dict(counts)
        self._latin = sorted(w for w in counts if w.isascii() and w.isalpha())
        self._by_gap: dict[str, list[str]] = {}
        self._by_character: dict[str, list[str]] = {}
        for word in counts:
            if _SHORTEST_HAN <= len(word) <= _LONGEST_HAN and HAN.fullmatch(word):
                for gap in _gaps(word):
                    self._by_gap.setdefault(gap, []).append(word)
                for character in set(word):
                    self._by_character.setdefault(character, []).append(word)

    def put_right(self, tokens: Sequence[str]) -> Asked | None:
        """Return what `tokens` may have meant, in their order; None where none is mistyped."""
        asked = tuple(chain.from_iterable(self._parts(tokens)))
        return asked if asked != tuple((token,) for token in tokens) else None

    def _parts(self, tokens: Sequence[str]) -> Iterator[Iterable[tuple[str, ...]]]:
        for is_loose, run in groupby(tokens, key=self._is_loose):
            # A mistyped Chinese word falls apart into characters.
            words = list(run)
            yield self._of_characters("".join(words)) if is_loose else map(self._of_word, words)

    def _is_loose(self, token: str) -> bool:
        if HAN.fullmatch(token) is None:
            return False
        return len(token) == 1 or token not in self._counts

    def _of_characters(self, run: str) -> Iterator[tuple[str, ...]]:
        place = 0
        while place < len(run):
            taken, meant = self._longest_at(run, place)
            yield meant
            place += taken

    def _longest_at(self, run: str, place: int) -> tuple[int, tuple[str, ...]]:
        for length in range(_LONGEST_HAN, _SHORTEST_HAN - 1, -1):
            word = run[place : place + length]
            if len(word) < length:
                continue
            if word in self._counts:
                return length, (word,)
            near = {known for gap in _gaps(word) for known in self._by_gap.get(gap, ())}
            if near:
                return length, self._commonest(near)
        alone = run[place]
        longer = self._commonest(self._by_character.get(alone, ()), most=_OFFERED_FOR_ONE)
        return 1, (alone, *longer)

    def _of_word(self, word: str) -> tuple[str, ...]:
        if not (word.isascii() and word.isalpha()) or len(word) < _SHORTEST_LATIN:
            return (word,)
        place = bisect_left(self._latin, word)
        # The beginning of a word is no mistake.
        if place < len(self._latin) and self._latin[place].startswith(word):
            return (word,)
        most = 2 if len(word) >= _LONG_LATIN else 1
        near = extract(word, self._latin, scorer=OSA.distance, score_cutoff=most, limit=_EVERY)
        if not near:
            return (word,)
        least = min(distance for _, distance, _ in near)
        return self._commonest({known for known, distance, _ in near if distance == least})

    def _commonest(self, words: Iterable[str], *, most: int = OFFERED) -> tuple[str, ...]:
        ranked = sorted(words, key=lambda word: (-self._counts[word], word))
        return tuple(ranked[:most])


def _gaps(word: str) -> Iterator[str]:
    for place in range(len(word)):
        yield f"{word[:place]}{_ANY}{word[place + 1 :]}"
