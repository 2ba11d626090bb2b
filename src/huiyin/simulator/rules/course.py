"""How things go: when people complain, how fast and how well they are answered, what they say.

Better handling shows: a rating follows from the delay against the promise and from the answer.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

# Complaints per hour of the day, local time.
HOURS = (1, 1, 1, 1, 1, 1, 2, 4, 8, 11, 11, 9, 7, 7, 9, 10, 9, 8, 8, 9, 9, 7, 4, 2)
CHANNELS = (("phone", 45), ("web", 25), ("wechat", 12), ("email", 8), ("hall", 6), ("chat", 4))


@dataclass(frozen=True, slots=True)
class Course:
    """How one matter goes; None for what has not happened by now."""

    taken_at: datetime
    answered_at: datetime
    resolved_at: datetime
    is_good: bool
    rated_at: datetime | None
    score: int | None
    waits_for_customer: bool


def arrivals(count: int, *, first: datetime, days: int, random: Random) -> list[datetime]:
    """Return that many moments within the days, as people call: by hour, fewer on Sundays."""
    moments: list[datetime] = []
    while len(moments) < count:
        day = first + timedelta(days=random.randrange(days))
        hour = random.choices(range(24), weights=HOURS)[0]
        moment = day + timedelta(hours=hour, seconds=random.randrange(3600))
        if moment.weekday() == 6 and random.random() < 0.35:
            continue
        moments.append(moment)
    return sorted(moments)


def channel(*, random: Random) -> str:
    """Return the channel somebody uses."""
    names, weights = zip(*CHANNELS, strict=True)
    return str(random.choices(names, weights=weights)[0])


def course(opened_at: datetime, *, is_vip: bool, random: Random) -> Course:
    """Return how a matter goes: most in time, some late, a few forgotten for days."""
    pace = 0.6 if is_vip else 1.0
    taken = opened_at + timedelta(minutes=random.lognormvariate(3.0, 0.8) * pace)
    answered = taken + timedelta(minutes=random.lognormvariate(2.6, 0.9) * pace)
    hours = random.lognormvariate(2.4, 0.9) * pace
    resolved = answered + timedelta(hours=hours)
    is_good = random.random() < 0.78
    score = _score(hours, is_good=is_good, random=random)
    rates = random.random() < 0.55
    return Course(
        taken_at=taken,
        answered_at=answered,
        resolved_at=resolved,
        is_good=is_good,
        rated_at=resolved + timedelta(hours=random.uniform(0.2, 40)) if rates else None,
        score=score if rates else None,
        waits_for_customer=random.random() < 0.1,
    )


def _score(hours: float, *, is_good: bool, random: Random) -> int:
    liking = (4.6 if is_good else 2.2) - (0.9 if hours > 48 else 0.0)
    return max(1, min(5, round(random.gauss(liking, 0.7))))
