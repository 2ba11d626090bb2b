"""Which messages speak of the same matter: they share a name, and more than the name.

A place, a product or a problem has a name, and customers use it however they word the rest.
So every phrase is tried as such a name: are the messages that use it alike in their other
words? Where they are, they are one matter; its centre then draws in those who speak of it in
other words, and leaves out those who only mention the name.
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from huiyin.insight.rules.topics.nearness import (
    LEAST_CUSTOMERS,
    NEAR_WITHOUT,
    near_limit,
    own_words,
)
from huiyin.insight.rules.topics.phrases import Phrases

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.int64]

# A name that so large a part of all messages use is no name; of few messages half may.
_COMMON, _FEW = 0.1, 50
# How much more alike than any two messages those of one name must be.
_EXCESS = 0.02
_ROUNDS = 3
# What is worth less is three people who happened to use the same words.
_LEAST_WORTH = 0.2
_MOST_MATTERS = 200
_AT_ONCE = 2_000
_PAIRS_SAMPLED = 1_000


@dataclass(frozen=True, slots=True)
class Group:
    """Messages of one matter by their places, nearest its centre first; its own words, how
    alike its messages are (mean cosine of two of them), and the phrase that led to it."""

    members: Integers
    own: tuple[str, ...]
    coherence: float
    name: str


def group(
    phrases: Phrases, customers: Sequence[str], *, free: NDArray[np.bool_] | None = None
) -> list[Group]:
    """Return the matters that several customers speak of, the most coherent first; no message
    is in two of them. Where some have their matter already, `free` says which have none yet.
    """
    if not phrases.rows.shape[0] or not phrases.names:
        return []
    return _Grouping(phrases, customers, free).groups()


class _Grouping:
    def __init__(
        self, phrases: Phrases, customers: Sequence[str], free: NDArray[np.bool_] | None
    ) -> None:
        self._names = phrases.names
        self._rows = phrases.rows
        self._uses = phrases.rows.copy()
        self._uses.data = np.ones_like(self._uses.data)
        self._users = np.unique(np.array(customers), return_inverse=True)[1]
        self._is_free = np.ones(len(customers), dtype=bool) if free is None else free.copy()
        self._alike = _likeness_of_any(self._rows)
        self._with_part = _by_part(phrases.names)

    def groups(self) -> list[Group]:
        """Take the most promising name, again and again. What a name promised shrinks as
        messages are taken by others: it is looked at anew, and waits if others promise more.
        """
        by_name = self._uses.tocsc()
        waiting = self._promises()
        found: list[Group] = []
        while waiting and len(found) < _MOST_MATTERS:
            promised, number = heapq.heappop(waiting)
            using = by_name.indices[by_name.indptr[number] : by_name.indptr[number + 1]]
            members = using[self._is_free[using]]
            worth = self._worth(members, number)
            if worth < _LEAST_WORTH:
                continue
            if waiting and -worth > waiting[0][0] and -worth > promised:
                heapq.heappush(waiting, (-worth, number))
                continue
            gathered = self._gathered(members, self._names[number])
            if gathered is not None:
                self._is_free[gathered.members] = False
                found.append(gathered)
        return found

    def _promises(self) -> list[tuple[float, int]]:
        """Return for each possible name, negated, about the most it can be worth: its messages'
        likeness but for the name itself.
        """
        spread = np.asarray(self._uses.sum(axis=0)).ravel()
        count = self._rows.shape[0]
        most = max(_COMMON * count, min(count / 2, _FEW))
        usable = np.flatnonzero((spread >= LEAST_CUSTOMERS) & (spread <= most))
        waiting: list[tuple[float, int]] = []
        for start in range(0, len(usable), _AT_ONCE):
            numbers = usable[start : start + _AT_ONCE]
            sums = (self._uses[:, numbers].T @ self._rows).tocsr()
            squares = np.asarray(sums.multiply(sums).sum(axis=1)).ravel()
            name = np.asarray(sums[np.arange(len(numbers)), numbers]).ravel()
            uses = spread[numbers]
            alike = (squares - name * name * (uses - 1) / uses - uses) / (uses * (uses - 1))
            best = (alike - self._alike) * (uses - 1)
            waiting += [
                (-float(best[place]), int(numbers[place]))
                for place in np.flatnonzero(best >= _LEAST_WORTH)
            ]
        heapq.heapify(waiting)
        return waiting

    def _worth(self, members: Integers, number: int) -> float:
        """Return how many customers use the name, times how much more alike their messages are
        than any two: counted without the name, and without what one customer repeats.
        """
        users, whose, each = np.unique(
            self._users[members], return_inverse=True, return_counts=True
        )
        if len(users) < LEAST_CUSTOMERS:
            return 0.0
        borders = self._rows.indptr
        lengths = borders[members + 1] - borders[members]
        places = np.repeat(borders[members] - np.cumsum(lengths) + lengths, lengths)
        places += np.arange(len(places))
        ids, owners = self._rows.indices[places], np.repeat(whose, lengths)
        is_other = ~self._is_kin(number)[ids]
        ids, owners = ids[is_other], owners[is_other]
        # Of each customer the mean of what he wrote, with nothing of the name in it.
        weights = self._rows.data[places][is_other] / each[owners]
        total = np.bincount(ids, weights)
        if len(users) < len(members):
            pairs = owners.astype(np.int64) * len(self._names) + ids
            weights = np.bincount(np.unique(pairs, return_inverse=True)[1], weights)
        own = float(weights @ weights)
        alike = (float(total @ total) - own) / (len(users) * (len(users) - 1))
        excess = alike - self._alike
        return excess * (len(users) - 1) if excess >= _EXCESS else 0.0

    def _is_kin(self, number: int) -> NDArray[np.bool_]:
        """Return which phrases share two characters in a row with this one, or a word: that
        they are used follows from its use."""
        is_kin = np.zeros(len(self._names), dtype=bool)
        for part in _parts(self._names[number]):
            is_kin[self._with_part[part]] = True
        return is_kin

    def _gathered(self, members: Integers, name: str) -> Group | None:
        """Return the matter around these messages, or None where too few customers are left."""
        free = np.asarray(self._is_free, dtype=np.float64)
        uses = self._uses.T @ free
        for _ in range(_ROUNDS):
            centre = np.asarray(self._rows[members].mean(axis=0)).ravel()
            centre /= float(np.linalg.norm(centre)) or 1.0
            used = np.asarray(self._uses[members].sum(axis=0)).ravel()
            is_own = own_words(used, of=uses, size=len(members))
            nearness = self._rows @ centre
            has_own = (self._uses @ is_own.astype(np.float64)) > 0
            near = near_limit(float(np.median(nearness[members])))
            limit = np.where(has_own, near, NEAR_WITHOUT)
            gathered = np.flatnonzero(self._is_free & (nearness >= limit))
            if len(gathered) < LEAST_CUSTOMERS or np.array_equal(gathered, members):
                break
            members = gathered
        if len(np.unique(self._users[members])) < LEAST_CUSTOMERS:
            return None
        own = sorted(np.flatnonzero(is_own), key=lambda n: -centre[n])
        nearest = members[np.argsort(-(self._rows[members] @ centre), kind="stable")]
        coherence = likeness(self._rows[members])
        return Group(nearest, tuple(self._names[n] for n in own), coherence, name)


def _by_part(names: Sequence[str]) -> dict[str, list[int]]:
    having: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        for part in _parts(name):
            having.setdefault(part, []).append(number)
    return having


def _parts(name: str) -> set[str]:
    if name.isascii():
        return set(name.split())
    return {name[at : at + 2] for at in range(len(name) - 1)}


def _likeness_of_any(rows: Any) -> float:
    """Return how alike two messages are on the average, from a sample spread over all."""
    count = rows.shape[0]
    places = np.unique(np.linspace(0, count - 1, min(count, _PAIRS_SAMPLED)).astype(np.int64))
    return likeness(rows[places])


def likeness(rows: Any) -> float:
    """Return the mean cosine of two of these rows."""
    count = rows.shape[0]
    if count < 2:
        return 0.0
    total: Floats = np.asarray(rows.sum(axis=0)).ravel()
    own: float = rows.multiply(rows).sum()
    mean: float = (float(total @ total) - own) / (count * (count - 1))
    return max(0.0, mean)
