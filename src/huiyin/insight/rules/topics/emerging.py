"""Whether a matter breaks out: far more people speak of it within a day or three than usual.

Of a matter that is as usual, the customers of a window and those of the time before it are
Poisson counts in the proportion of the two spans, each hour of the week weighed as all
complaints are spread. So, whatever its usual rate is, of m customers in all the window has k or
more with the chance of a binomial tail, B(m, p) >= k, p being the window's part. That is the
Poisson test with nothing estimated, which holds for a matter with hardly any history too.

A window is looked at whenever somebody speaks of a matter, and ends with them; who ends it is
not counted, for without them nobody had looked. Each complaint is thus at most two tests, one
for each window. With a level of one in twice as many as there are complaints a month, false
alarms are at most one a month on the average, over all topics together.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate

from huiyin.insight.rules.topics.nearness import LEAST_CUSTOMERS

WINDOWS = (timedelta(hours=24), timedelta(hours=72))
MONTH = timedelta(days=30)
# Of a matter that was told, nothing is told again so soon.
AGAIN = timedelta(days=14)
# Further back nothing is usual any more; and with less before it, a window says nothing.
_LONGEST, _LEAST = timedelta(days=56), timedelta(days=7)
_WEEK_HOURS = 168
# With few complaints a level must still mean something.
_FEWEST_A_MONTH = 100


@dataclass(frozen=True, slots=True)
class Alarm:
    """So many customers within a window, where so many were to be expected."""

    window: timedelta
    customers: int
    expected: float
    chance: float


class Spread:
    """How complaints are spread over the hours of a week, to say what part of all falls
    between two moments."""

    def __init__(self, counts: Sequence[float]) -> None:
        # One more for each hour: no hour is impossible.
        total = sum(counts) + _WEEK_HOURS
        self._parts = [(count + 1) / total for count in counts]
        self._until = [0.0, *accumulate(self._parts)]

    @classmethod
    def of(cls, moments: Iterable[datetime]) -> "Spread":
        counts = [0.0] * _WEEK_HOURS
        for moment in moments:
            counts[moment.weekday() * 24 + moment.hour] += 1
        return cls(counts)

    def between(self, first: datetime, last: datetime) -> float:
        """Return how many usual weeks pass between two moments."""
        return self._passed(last) - self._passed(first)

    def _passed(self, moment: datetime) -> float:
        days = moment.toordinal() - 1
        weeks, hour = days // 7, (days % 7) * 24 + moment.hour
        part = (moment.minute * 60 + moment.second) / 3600
        return weeks + self._until[hour] + part * self._parts[hour]


def level_for(complaints_a_month: float) -> float:
    """Return how small a chance is an alarm, so that there is one false one a month at most."""
    return 1 / (len(WINDOWS) * max(complaints_a_month, _FEWEST_A_MONTH))


def alarm_of(
    said: Sequence[tuple[datetime, str]], *, heard_since: datetime, spread: Spread, level: float
) -> Alarm | None:
    """Return the alarm that the last of these (moment, customer), in the order of time, raises.

    `heard_since` is from when on the matter would have been heard of.
    """
    last_at, last = said[-1]
    for window in WINDOWS:
        begins = last_at - window
        since = max(heard_since, begins - _LONGEST)
        if begins - since < _LEAST:
            continue
        inside = {who for at, who in said if at > begins}
        before = {who for at, who in said if since <= at <= begins} - inside
        now, earlier = spread.between(begins, last_at), spread.between(since, begins)
        others, part = len(inside - {last}), now / (now + earlier)
        chance = binomial_tail(others, of=others + len(before), part=part)
        if len(inside) >= LEAST_CUSTOMERS and chance <= level:
            return Alarm(window, len(inside), len(before) * now / earlier, chance)
    return None


def binomial_tail(count: int, *, of: int, part: float) -> float:
    """Return the chance that at least `count` `of` so many fall into a part.

    >>> round(binomial_tail(2, of=2, part=0.5), 4), binomial_tail(0, of=5, part=0.1)
    (0.25, 1.0)
    """
    if count <= 0:
        return 1.0
    terms = (
        math.comb(of, number) * part**number * (1 - part) ** (of - number)
        for number in range(count, of + 1)
    )
    return min(1.0, math.fsum(terms))
