"""How far two who judge the same thing agree, beyond what chance alone would do."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# Below this a kappa says nothing; above, it still stands beside its count.
FEWEST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Of `count` things judged twice, which share was judged alike; Cohen's kappa, None where
    it is not defined (one grade only, or nothing)."""

    count: int
    alike: float
    kappa: float | None

    @property
    def is_enough(self) -> bool:
        return self.count >= FEWEST


def agreement_of(pairs: Sequence[tuple[str, str]]) -> Agreement:
    """Return the agreement of two judges over pairs of grades.

    J. Cohen, A coefficient of agreement for nominal scales, 1960: (po - pe) / (1 - pe), where
    po is the share of pairs that are alike and pe what chance makes alike, given how often
    each judge gives each grade.
    """
    count = len(pairs)
    if count == 0:
        return Agreement(count=0, alike=0.0, kappa=None)
    alike = sum(one == other for one, other in pairs) / count
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    by_chance = sum(first[grade] * second[grade] for grade in first) / count**2
    kappa = None if by_chance == 1 else (alike - by_chance) / (1 - by_chance)
    return Agreement(count=count, alike=alike, kappa=kappa)


def agreement_among(pairs: Iterable[tuple[str, str]]) -> Agreement:
    """Return the agreement where nobody is first: each pair counts in both orders, once."""
    given = list(pairs)
    both = agreement_of([*given, *((other, one) for one, other in given)])
    return Agreement(count=len(given), alike=both.alike, kappa=both.kappa)
