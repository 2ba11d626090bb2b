"""Near-duplicates: the same words said again, with another greeting or another spelling."""

import re
from functools import lru_cache
from zlib import crc32

from huiyin.kernel.text.script import normalise
from huiyin.kernel.text.words import cut

_SHINGLE = 2
_NOT_TEXT = re.compile(r"[\W_]+")
_GREETINGS = re.compile(r"^(?:您好|你好|尊敬的[^，,]{0,8}|请问|客服|hello|hi|dear \w+)+")


def similar_key(text: str) -> str:
    """Return a key that texts share when they say the same in the same words.

    Greeting, punctuation, width, script, case, numbers and the order of words do not count.
    """
    words = set(cut(_GREETINGS.sub("", normalise(text))))
    kept = sorted(word for word in words if not word.isdigit())
    joined = " ".join(kept).encode()
    return f"{crc32(joined):08x}{crc32(joined[::-1]):08x}" if kept else ""


def similarity(a: str, b: str) -> float:
    """Return how much two texts say the same, from 0 to 1 (shared runs of characters)."""
    first, second = _shingles(a), _shingles(b)
    if not first or not second:
        return 0.0
    shared = len(first & second)
    return shared / (len(first) + len(second) - shared)


@lru_cache(maxsize=4096)
def _shingles(text: str) -> frozenset[str]:
    plain = _NOT_TEXT.sub("", normalise(text))
    if len(plain) <= _SHINGLE:
        return frozenset([plain]) if plain else frozenset()
    return frozenset(plain[i : i + _SHINGLE] for i in range(len(plain) - _SHINGLE + 1))
