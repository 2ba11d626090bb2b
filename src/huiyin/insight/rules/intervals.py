"""How sure a figure is, and whether it changed."""

from dataclasses import dataclass
from math import exp, sqrt

Z_95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its 95 % interval by Wilson's score method."""

    part: int
    base: int
    low: float
    high: float

    @property
    def value(self) -> float:
        return self.part / self.base


def share(part: int, base: int, *, z: float = Z_95) -> Share | None:
    """Return the share and its interval; None where there is nothing to have a share of."""
    if base <= 0:
        return None
    p, square = part / base, z * z
    middle = (p + square / (2 * base)) / (1 + square / base)
    reach = z * sqrt(p * (1 - p) / base + square / (4 * base * base)) / (1 + square / base)
    # Rounding must not leave 4e-19 where the limit is 0.
    low = 0.0 if part == 0 else max(0.0, middle - reach)
    high = 1.0 if part == base else min(1.0, middle + reach)
    return Share(part, base, low, high)


@dataclass(frozen=True, slots=True)
class Change:
    """A count against the one before; `is_sure` when chance alone hardly does that."""

    now: int
    before: int
    is_sure: bool

    @property
    def relative(self) -> float | None:
        return (self.now - self.before) / self.before if self.before else None


def change_of_count(now: int, before: int, *, z: float = Z_95) -> Change:
    """Compare two counts of equal periods: twice the square roots differ with variance 2."""
    apart = abs(2 * sqrt(now + 0.375) - 2 * sqrt(before + 0.375))
    return Change(now, before, apart > z * sqrt(2))


@dataclass(frozen=True, slots=True)
class Apart:
    """By how much two figures differ, with the 95 % interval of that."""

    value: float
    low: float
    high: float

    @property
    def is_sure(self) -> bool:
        return self.low > 0 or self.high < 0


def ratio_of_counts(now: int, before: int, *, z: float = Z_95) -> Apart | None:
    """Return by which part a count changed, as for two Poisson counts; None without both."""
    if not now or not before:
        return None
    ratio, reach = now / before, exp(z * sqrt(1 / now + 1 / before))
    return Apart(ratio - 1, ratio / reach - 1, ratio * reach - 1)


def difference(one: Share | None, other: Share | None) -> Apart | None:
    """Return how far two shares are apart (Newcombe's hybrid interval)."""
    if one is None or other is None:
        return None
    low_side = sqrt((one.value - one.low) ** 2 + (other.high - other.value) ** 2)
    high_side = sqrt((one.high - one.value) ** 2 + (other.value - other.low) ** 2)
    apart = one.value - other.value
    return Apart(apart, apart - low_side, apart + high_side)


def differ(one: Share | None, other: Share | None) -> bool:
    """Return whether two shares differ by more than chance, as far as their intervals go."""
    apart = difference(one, other)
    return apart is not None and apart.is_sure
