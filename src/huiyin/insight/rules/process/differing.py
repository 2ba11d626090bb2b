"""What overdue cases went through that others did not, chance kept out."""

from collections.abc import Iterable, Mapping
from statistics import NormalDist

from huiyin.insight.rules.intervals import differ, share
from huiyin.insight.rules.process.course import Difference

# One false difference in twenty maps, however many comparisons a map makes.
CHANCE = 0.05
# Below this many overdue cases nothing can be told apart.
LEAST = 5
Counts = Mapping[tuple[str, str], tuple[int, int]]


def differences(*, on_time: Counts, overdue: Counts) -> tuple[Difference, ...]:
    """Compare part and base of each step (`("", step)`) and long wait (`(before, step)`).

    The surest first, then the largest. Bonferroni over all comparisons.
    """
    keys = [key for key in overdue if overdue[key][1] >= LEAST and key in on_time]
    if not keys:
        return ()
    z = NormalDist().inv_cdf(1 - CHANCE / (2 * len(keys)))
    found = _compared(keys, on_time, overdue, z)
    return tuple(sorted(found, key=lambda one: (not one.is_sure, -_apart(one), one.step)))


def _compared(
    keys: Iterable[tuple[str, str]], on_time: Counts, overdue: Counts, z: float
) -> Iterable[Difference]:
    for before, step in keys:
        kept, broken = share(*on_time[before, step]), share(*overdue[before, step])
        if kept is None or broken is None or not (kept.part or broken.part):
            continue
        wide = (share(one.part, one.base, z=z) for one in (kept, broken))
        yield Difference(
            before=before, step=step, on_time=kept, overdue=broken, is_sure=differ(*wide)
        )


def _apart(one: Difference) -> float:
    return abs(one.overdue.value - one.on_time.value)
