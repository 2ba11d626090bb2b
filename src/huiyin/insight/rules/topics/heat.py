"""How hot a matter is: who speaks of it now, beyond what is usual, and how grave it is.

    heat(t) = reach * oneness * ( sum of w * 2^(-(t - t_i) / H)  -  usual(t) )

over its messages i until t, H being the half-life. Between messages heat only falls: time alone
does not heat.

`w` is the severity of a message; of one customer only the first counts whole, each further a
quarter, so that many people weigh more than one who writes often. `usual(t)` is the same sum
over an ordinary time: the matter's median week, laid over the hours of a week as all messages
are, for what always comes on Monday mornings is no news. `oneness` tells one matter from a
theme on which many have matters of their own: how alike its messages are as a part of
`ONE_MATTER`, at most 1. `reach` is 1 for one area and rises by a tenth with each doubling.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from huiyin.insight.rules.topics.phrases import Message

HALF_LIFE = timedelta(days=14)
_REPEATED = 0.25
# Two messages on one matter are at least so alike (mean cosine of their phrases); letters on
# one theme from different places are half as much. Found on written examples.
ONE_MATTER = 0.2
_WEEK_HOURS = 168
_WEEK = timedelta(days=7)
# So many half-lives back nothing is left of a message.
_FORGOTTEN = 8
# A stretch is busy while it brings more than so many times the messages of a mean day.
_BUSY = 3.0


@dataclass(frozen=True, slots=True)
class Usual:
    """How all messages are spread over the hours of a week (sums to 1), and from when to when
    messages were heard at all."""

    hours: NDArray[np.float64]
    first: datetime
    last: datetime

    @classmethod
    def of(cls, messages: Sequence[Message]) -> "Usual":
        counts = np.ones(_WEEK_HOURS)
        for message in messages:
            counts[_hour_of_week(message.at)] += 1
        moments = [message.at for message in messages]
        return cls(counts / counts.sum(), min(moments), max(moments))


@dataclass(frozen=True, slots=True)
class Fading:
    """A fading sum with its moment: one more weight costs the same however many there were."""

    total: float
    at: datetime

    def left(self, at: datetime, *, half_life: timedelta = HALF_LIFE) -> float:
        """Return what is left of it; never more than there was."""
        return self.total * float(0.5 ** max(0.0, (at - self.at) / half_life))

    def added(self, weight: float, at: datetime) -> "Fading":
        """Return it with one more message; one that comes late has faded already."""
        if at >= self.at:
            return Fading(self.left(at) + weight, at)
        return Fading(self.total + Fading(weight, at).left(self.at), self.at)


def living_heat(left: float, *, weekly: float, areas: int, oneness: float) -> float:
    """Return the heat of which so much is left, `weekly` messages a week being usual. Of a
    steady stream as much is there at any time as comes in a half-life, over log 2."""
    usual = weekly * (HALF_LIFE / _WEEK) / math.log(2)
    return _reach(areas) * oneness * max(0.0, left - usual)


def severity_of(urgency: str) -> float:
    """Return what a message of this urgency weighs."""
    return {"urgent": 2.0, "high": 1.5}.get(urgency, 1.0)


def weight_of(severity: float, *, is_again: bool) -> float:
    """Return the weight of a message; what a customer repeats counts a quarter."""
    return severity * (_REPEATED if is_again else 1.0)


def _reach(areas: int) -> float:
    return 1 + 0.1 * math.log2(max(1, areas))


@dataclass(frozen=True, slots=True)
class Heat:
    """A matter's heat: how hot it was at its hottest and when, what is left of it at the end,
    its busiest stretch and the busiest day, and how many messages it usually has in a week."""

    peak: float
    peak_at: datetime
    now: float
    since: date
    until: date
    busiest: date
    usual_per_week: float


def heat_of(
    messages: Sequence[Message],
    usual: Usual,
    *,
    coherence: float = ONE_MATTER,
    half_life: timedelta = HALF_LIFE,
) -> Heat:
    """Return the heat of one matter's messages (at least one), `coherence` how alike they are
    (0 to 1)."""
    ordered = sorted(messages, key=lambda message: message.at)
    weights = _weights(ordered)
    weekly = _median_week(ordered, usual)
    reach = _reach(len({m.area for m in ordered if m.area}))
    reach *= min(1.0, coherence / ONE_MATTER)
    floor = _Floor(usual, weekly, half_life)
    total, before = 0.0, ordered[0].at
    hottest, hottest_at = 0.0, ordered[0].at
    for message, weight in zip(ordered, weights, strict=True):
        total = total * 0.5 ** ((message.at - before) / half_life) + weight
        before = message.at
        heat = reach * (total - floor.at(message.at))
        if heat > hottest:
            hottest, hottest_at = heat, message.at
    left = total * 0.5 ** ((usual.last - before) / half_life) - floor.at(usual.last)
    daily = Counter(message.at.date() for message in ordered)
    since, until = _busiest_stretch(daily, (usual.last - usual.first).days + 1)
    busiest = max(sorted(day for day in daily if since <= day <= until), key=daily.__getitem__)
    return Heat(hottest, hottest_at, max(0.0, reach * left), since, until, busiest, weekly)


def _weights(ordered: Sequence[Message]) -> list[float]:
    seen: set[str] = set()
    weights = []
    for message in ordered:
        is_again = bool(message.customer) and message.customer in seen
        weights.append(weight_of(message.severity, is_again=is_again))
        seen.add(message.customer)
    return weights


def _median_week(ordered: Sequence[Message], usual: Usual) -> float:
    """Return in how many messages a matter is spoken of in an ordinary week: half of all weeks
    had more, half had less. A burst does not make itself usual."""
    return median_week([message.at for message in ordered], usual.first, usual.last)


def median_week(moments: Sequence[datetime], first: datetime, last: datetime) -> float:
    """Return how many of these moments lie in an ordinary week from `first` to `last`."""
    weeks = max(1, math.ceil((last - first) / _WEEK))
    counts = Counter(int((moment - first) / _WEEK) for moment in moments)
    each = sorted([0] * (weeks - len(counts)) + sorted(counts.values()))
    middle = len(each) // 2
    return float(each[middle] if len(each) % 2 else (each[middle - 1] + each[middle]) / 2)


class _Floor:
    """The heat that a usual time would have: the same fading sum over a usual week's hours."""

    def __init__(self, usual: Usual, weekly: float, half_life: timedelta) -> None:
        self._hours = usual.hours * weekly
        self._fading = 0.5 ** (timedelta(hours=1) / half_life)
        self._first = usual.first
        self._longest = int(_FORGOTTEN * (half_life / timedelta(hours=1)))

    def at(self, moment: datetime) -> float:
        if not self._hours.any():
            return 0.0
        # Nothing was heard before the first message: then nothing usual had gathered either.
        back = min(self._longest, int((moment - self._first) / timedelta(hours=1)) + 1)
        ages = np.arange(back)
        hours = (_hour_of_week(moment) - ages) % _WEEK_HOURS
        return float((self._hours[hours] * self._fading**ages).sum())


def _hour_of_week(moment: datetime) -> int:
    return moment.weekday() * 24 + moment.hour


def _busiest_stretch(daily: Mapping[date, int], days: int) -> tuple[date, date]:
    """Return the days from when to when most was said beyond what is busy: the stretch with the
    greatest sum of (messages of a day - busy), `days` having been observed in all."""
    busy = _BUSY * sum(daily.values()) / days
    best, best_stretch = 0.0, (min(daily), min(daily))
    total, begun, before = 0.0, min(daily), min(daily)
    for day in sorted(daily):
        total -= busy * max(0, (day - before).days - 1)
        if total <= 0:
            total, begun = 0.0, day
        total += daily[day] - busy
        before = day
        if total > best:
            best, best_stretch = total, (begun, day)
    return best_stretch
