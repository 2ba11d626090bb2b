"""Where the steps and moves of a process map are drawn: layers from top to bottom.

1. Moves are turned so that all lead onwards, by the mean place of their steps.
2. A step stands one layer below the lowest step that leads to it (longest path).
3. Where a move skips layers it gets a narrow place in each, so that it passes beside steps.
4. Within layers everything stands near what it is joined to (barycentres, up and down).
5. Places are spread out until nothing overlaps, again near what they are joined to.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

WIDE, HIGH = 156.0, 44.0
NARROW, GAP, LAYER = 26.0, 18.0, 104.0
SWEEPS = 12
MARGIN = 28.0
# Moves back stand a little beside those onwards, where both join the same steps.
BESIDE = 14.0
Item = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A map: middles of steps, points of moves from their beginning on, and its size."""

    steps: dict[str, tuple[float, float]]
    moves: dict[tuple[str, str], tuple[tuple[float, float], ...]]
    width: float
    height: float


def draw(places: Mapping[str, float], moves: Sequence[tuple[str, str]]) -> Drawn:
    """Return where steps (with their mean places) and moves between them stand."""
    order = sorted(places, key=lambda step: (places[step], step))
    rank = {step: number for number, step in enumerate(order)}
    onward = sorted({_onward(pair, rank) for pair in moves if pair[0] != pair[1]})
    depth = _depths(order, onward)
    layers, chains = _laid(order, onward, depth)
    _sort(layers, chains)
    x = _spread(layers, chains)
    left = min(x[item] - _width(item) / 2 for layer in layers for item in layer)
    y = {
        item: MARGIN + HIGH / 2 + LAYER * number
        for number, la in enumerate(layers)
        for item in la
    }
    at = {item: (x[item] - left + MARGIN, y[item]) for item in x}
    right = max(at[item][0] + _width(item) / 2 for item in at)
    drawn = {pair: _points(pair, chains, rank, at) for pair in moves}
    height = MARGIN + HIGH + LAYER * (len(layers) - 1) + MARGIN
    return Drawn({step: at[step,] for step in order}, drawn, right + MARGIN + BESIDE, height)


def _onward(pair: tuple[str, str], rank: Mapping[str, int]) -> tuple[str, str]:
    return pair if rank[pair[0]] < rank[pair[1]] else (pair[1], pair[0])


def _depths(order: Sequence[str], onward: Sequence[tuple[str, str]]) -> dict[str, int]:
    below = defaultdict(list)
    for before, step in onward:
        below[before].append(step)
    depth = dict.fromkeys(order, 0)
    for step in order:
        for after in below[step]:
            depth[after] = max(depth[after], depth[step] + 1)
    return depth


def _laid(
    order: Sequence[str], onward: Sequence[tuple[str, str]], depth: Mapping[str, int]
) -> tuple[list[list[Item]], dict[tuple[str, str], list[Item]]]:
    layers: list[list[Item]] = [[] for _ in range(max(depth.values(), default=0) + 1)]
    for step in order:
        layers[depth[step]].append((step,))
    chains = {}
    for before, step in onward:
        between = [(before, step, str(d)) for d in range(depth[before] + 1, depth[step])]
        for d, item in enumerate(between, depth[before] + 1):
            layers[d].append(item)
        chains[before, step] = [(before,), *between, (step,)]
    return layers, chains


def _neighbours(
    chains: Mapping[tuple[str, str], list[Item]],
) -> tuple[dict[Item, list[Item]], dict[Item, list[Item]]]:
    above, below = defaultdict(list), defaultdict(list)
    for chain in chains.values():
        for upper, lower in pairwise(chain):
            above[lower].append(upper)
            below[upper].append(lower)
    return above, below


def _sort(layers: list[list[Item]], chains: Mapping[tuple[str, str], list[Item]]) -> None:
    """Bring each layer into the order of what its items are joined to."""
    above, below = _neighbours(chains)
    for sweep in range(SWEEPS):
        near, walk = (above, layers[1:]) if sweep % 2 == 0 else (below, layers[-2::-1])
        place = {item: number for layer in layers for number, item in enumerate(layer)}
        for layer in walk:
            middle = {
                item: _mean([place[one] for one in near[item]], place[item]) for item in layer
            }
            layer.sort(key=lambda item, at=middle: at[item])  # type: ignore[misc]
            place |= {item: number for number, item in enumerate(layer)}


def _spread(
    layers: Sequence[Sequence[Item]], chains: Mapping[tuple[str, str], list[Item]]
) -> dict[Item, float]:
    """Return where across each item stands: near its neighbours, and none over another."""
    above, below = _neighbours(chains)
    x = {item: 0.0 for layer in layers for item in layer}
    for sweep in range(SWEEPS):
        walk = layers if sweep % 2 == 0 else layers[::-1]
        for layer in walk:
            wanted = [_mean([x[one] for one in above[i] + below[i]], x[i]) for i in layer]
            x |= dict(zip(layer, _apart(layer, wanted), strict=True))
    return x


def _apart(layer: Sequence[Item], wanted: Sequence[float]) -> list[float]:
    """Return places without overlap: half of pushing right and half of pushing left."""
    right = list(wanted)
    for i in range(1, len(layer)):
        right[i] = max(right[i], right[i - 1] + _room(layer[i - 1], layer[i]))
    left = list(wanted)
    for i in range(len(layer) - 2, -1, -1):
        left[i] = min(left[i], left[i + 1] - _room(layer[i], layer[i + 1]))
    return [(one + other) / 2 for one, other in zip(right, left, strict=True)]


def _width(item: Item) -> float:
    return WIDE if len(item) == 1 else NARROW


def _room(one: Item, other: Item) -> float:
    return (_width(one) + _width(other)) / 2 + GAP


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _points(
    pair: tuple[str, str],
    chains: Mapping[tuple[str, str], list[Item]],
    rank: Mapping[str, int],
    at: Mapping[Item, tuple[float, float]],
) -> tuple[tuple[float, float], ...]:
    before, step = pair
    if before == step:
        x, y = at[step,]
        side = x + WIDE / 2
        return ((side, y - 10), (side + 22, y - 10), (side + 22, y + 10), (side, y + 10))
    is_onward = rank[before] < rank[step]
    chain = [at[item] for item in chains[_onward(pair, rank)]]
    (x0, y0), (x1, y1) = chain[0], chain[-1]
    chain[0], chain[-1] = (x0, y0 + HIGH / 2), (x1, y1 - HIGH / 2)
    if is_onward:
        return tuple(chain)
    return tuple((x + BESIDE, y) for x, y in reversed(chain))
