"""How things go: when people complain, how fast and how well they are answered, what they say.

Better handling shows: a rating follows from the delay against the promise and from the answer.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from random import Random

# Complaints per hour of the day, local time.
HOURS = (1, 1, 1, 1, 1, 1, 2, 4, 8, 11, 11, 9, 7, 7, 9, 10, 9, 8, 8, 9, 9, 7, 4, 2)
CHANNELS = (("phone", 45), ("web", 25), ("wechat", 12), ("email", 8), ("hall", 6), ("chat", 4))


# Staff answer and call within the hours of customer care.
CARE_FROM, CARE_UNTIL = 8, 22


@dataclass(frozen=True, slots=True)
class Course:
    """How one matter goes; None for what does not happen."""

    taken_at: datetime
    answered_at: datetime
    resolved_at: datetime
    is_good: bool
    # The customer's own rating, else the call of somebody of care; whoever is first.
    rated_at: datetime | None
    called_at: datetime
    is_reached: bool
    score: int
    # The customer is asked something and answers at this moment.
    replied_at: datetime | None
    chased_at: datetime | None


def arrivals(count: int, *, first: datetime, until: datetime, random: Random) -> list[datetime]:
    """Return that many moments, as people call: by local hour, fewer on Sundays.

    `first` is a midnight of the place where they live.
    """
    days = (until - first).days + 1
    moments: list[datetime] = []
    while len(moments) < count:
        day = first + timedelta(days=random.randrange(days))
        hour = random.choices(range(24), weights=HOURS)[0]
        moment = day + timedelta(hours=hour, seconds=random.randrange(3600))
        is_sunday_off = moment.weekday() == 6 and random.random() < 0.35
        if moment < until and not is_sunday_off:
            moments.append(moment.astimezone(UTC))
    return sorted(moments)


def outage(count: int, *, day: datetime, random: Random) -> list[datetime]:
    """Return when people of one place complain of the same fault: an evening's burst.

    `day` is a local midnight.
    """
    evening = day + timedelta(hours=18)
    after = (timedelta(minutes=min(330, random.expovariate(1 / 90))) for _ in range(count))
    return sorted((evening + late).astimezone(UTC) for late in after)


def channel(*, random: Random) -> str:
    """Return the channel somebody uses."""
    names, weights = zip(*CHANNELS, strict=True)
    return str(random.choices(names, weights=weights)[0])


def course(
    opened_at: datetime, *, is_vip: bool, is_again: bool, zone: tzinfo, random: Random
) -> Course:
    """Return how a matter goes: most in time, some late, a few forgotten for days.

    `is_again` for one that comes back: it is looked at more carefully.
    """
    pace = 0.6 if is_vip else 1.0
    taken = opened_at + timedelta(minutes=random.lognormvariate(2.4, 0.6) * pace)
    answered = taken + timedelta(minutes=random.lognormvariate(2.4, 0.8) * pace)
    replied = (
        answered + timedelta(hours=random.uniform(1, 20)) if random.random() < 0.1 else None
    )
    hours = random.lognormvariate(2.6, 0.55) * pace
    resolved = in_care(max(answered, replied or answered) + timedelta(hours=hours), zone)
    is_good = random.random() < (0.95 if is_again else 0.85)
    rates = random.random() < 0.4
    chases = resolved - opened_at > timedelta(hours=20) and random.random() < 0.3
    return Course(
        taken_at=taken,
        answered_at=answered,
        resolved_at=resolved,
        is_good=is_good,
        rated_at=resolved + timedelta(hours=random.uniform(0.2, 12)) if rates else None,
        called_at=in_care(resolved + timedelta(hours=random.lognormvariate(1.6, 0.6)), zone),
        is_reached=random.random() < 0.85,
        score=_score(hours, is_good=is_good, random=random),
        replied_at=replied,
        chased_at=opened_at + (resolved - opened_at) * 0.8 if chases else None,
    )


def in_care(moment: datetime, zone: tzinfo) -> datetime:
    """Return the moment, or where care is closed then, the same minute after it opens."""
    local = moment.astimezone(zone)
    if CARE_FROM <= local.hour < CARE_UNTIL:
        return moment
    day = local if local.hour < CARE_FROM else local + timedelta(days=1)
    return day.replace(hour=CARE_FROM).astimezone(UTC)


def _score(hours: float, *, is_good: bool, random: Random) -> int:
    liking = (4.6 if is_good else 2.4) - (0.9 if hours > 48 else 0.0)
    return max(1, min(5, round(random.gauss(liking, 0.7))))
