"""Which known matter a new message speaks of, at a cost that follows the message alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from huiyin.insight.rules.topics.nearness import NEAR_WITHOUT, near_limit


@dataclass(frozen=True, slots=True)
class Known:
    """A matter as it is kept: its centre by phrases, its own words, and how near the centre its
    messages typically are."""

    key: int
    centre: Mapping[str, float]
    own: frozenset[str]
    typical: float


class Index:
    """The known matters by their phrases: only those that share a phrase are looked at."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._known = {one.key: one for one in known}
        self._having: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for one in self._known.values():
            for phrase, weight in one.centre.items():
                self._having[phrase].append((one.key, weight))

    def nearest(self, row: Mapping[str, float]) -> tuple[int, float] | None:
        """Return the matter this message (phrases by weight, of length 1) is nearest to and how
        near, or None where it is near enough to none."""
        nearness: dict[int, float] = defaultdict(float)
        for phrase, weight in row.items():
            for key, centre in self._having.get(phrase, ()):
                nearness[key] += weight * centre
        near = [(near, key) for key, near in nearness.items() if near >= self._limit(key, row)]
        if not near:
            return None
        best, key = max(near, key=lambda one: (one[0], -one[1]))
        return key, best

    def _limit(self, key: int, row: Mapping[str, float]) -> float:
        one = self._known[key]
        has_own = any(phrase in one.own for phrase in row)
        return near_limit(one.typical) if has_own else NEAR_WITHOUT
