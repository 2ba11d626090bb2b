"""How a case goes: by the skill and pace of whoever has it, and by the customer's patience.

Better handling shows: what a customer thinks of it follows from the time it took against what
was promised, from how often they had to ask, from whether the answer fits and from amends.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from math import log2
from random import Random

from huiyin.simulator.rules.people import Customer
from huiyin.simulator.rules.staff import Staff

# What a complaint of each area takes on the average, in hours of work and waiting.
TAKES = {"mobile": 9.0, "broadband": 7.0, "installation": 8.0, "billing": 6.0}
USUALLY = 6.0
# How often somebody of another department has to do something, and who.
ORDERS = {
    "mobile": (0.30, "network"),
    "broadband": (0.35, "technical"),
    "installation": (0.40, "technical"),
    "billing": (0.15, "billing"),
}
# How long it takes to do what came in the meantime, and when customers are awake.
CATCHING_UP = timedelta(minutes=45)
AWAKE = (7, 23)
TOLERATED = timedelta(hours=26)
MOST_CHASES = 3
PROMISED_H = 48.0
# Somebody who has what they do not know how to deal with takes longer and answers worse.
OUT_OF_PLACE = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """What staff do about a case; None for what they do not do."""

    taken_at: datetime
    answered_at: datetime
    asks: bool
    ordered_at: datetime | None
    order_to: str
    resolved_at: datetime
    fits: bool
    # Millionths of the currency's unit; 0 for no amends.
    amends: int


def handling(
    at: datetime,
    *,
    area: str,
    hand: Staff,
    load: float,
    is_hurried: bool,
    is_again: bool,
    is_at_home: bool,
    slowness: float,
    zone: tzinfo,
    random: Random,
) -> Handling:
    """Return how somebody deals with a case that is theirs from `at` on.

    `load`: the share of their room that is taken; `is_at_home`: it is what it was taken for.
    """
    pace = hand.pace * slowness * (0.6 if is_hurried else 1.0) * (0.8 + 0.9 * load)
    quality = hand.quality + (0.1 if is_again else 0.0)
    if not is_at_home:
        pace, quality = pace * (1 + OUT_OF_PLACE), quality - OUT_OF_PLACE
    taken = _begun(at + timedelta(minutes=random.lognormvariate(2.4, 0.6) * pace), hand, zone)
    answered = taken + timedelta(minutes=random.lognormvariate(2.2, 0.8) * pace)
    hours = TAKES.get(area, USUALLY) * random.lognormvariate(0.0, 0.6) * pace
    # All chances are taken in any case, so that better staff meet the same ones.
    forgets, fits, orders = random.random(), random.random(), random.random()
    lost, asks, amends = random.uniform(30, 90), random.random(), random.random()
    hours += lost if forgets < (1 - quality) * 0.3 else 0.0
    share, department = ORDERS.get(area, (0.0, ""))
    is_ordered = orders < share
    return Handling(
        taken_at=taken,
        answered_at=answered,
        asks=asks < 0.1,
        ordered_at=answered + timedelta(minutes=5) if is_ordered else None,
        order_to=department if is_ordered else "",
        resolved_at=in_hours(answered + timedelta(hours=hours), hand, zone),
        fits=fits < quality,
        amends=_amends(amends) if fits < quality else 0,
    )


def _begun(moment: datetime, hand: Staff, zone: tzinfo) -> datetime:
    return moment if hand.answers_at_once else in_hours(moment, hand, zone)


def in_hours(moment: datetime, hand: Staff, zone: tzinfo) -> datetime:
    """Return when somebody does what is due at that moment: in their hours.

    What came while they were away is done in the first part of their day; later stays later.
    """
    begins, ends = hand.hours
    return _within(moment, begins, ends, zone)


def _within(moment: datetime, begins: int, ends: int, zone: tzinfo) -> datetime:
    local = moment.astimezone(zone)
    opens = local.replace(hour=begins, minute=0, second=0, microsecond=0)
    length = timedelta(hours=ends - begins)
    if local < opens:
        opens -= timedelta(days=1)
    passed = local - opens
    if passed < length:
        return (opens + CATCHING_UP + passed * (1 - CATCHING_UP / length)).astimezone(UTC)
    waited = (passed - length) / (timedelta(days=1) - length)
    return (opens + timedelta(days=1) + CATCHING_UP * waited).astimezone(UTC)


def impatience(
    opened_at: datetime, customer: Customer, *, patience: float, zone: tzinfo, random: Random
) -> list[datetime]:
    """Return when the customer would ask again, as long as nothing is resolved."""
    waits = TOLERATED * (customer.patience * patience)
    moments, at = [], opened_at
    for _each in range(MOST_CHASES):
        at += waits * random.uniform(0.7, 1.6)
        moments.append(_within(at, *AWAKE, zone))
        waits *= 0.8
    return moments


def liking(*, hours: float, contacts: int, fits: bool, has_amends: bool) -> float:
    """Return what a customer thinks of the handling, 1 to 5 and beyond.

    Longer, more often asked and an answer that does not fit are never liked better.
    """
    late = max(0.0, log2(max(hours, 1.0) / (PROMISED_H / 4)))
    return (
        4.9
        - 0.45 * min(late, 4.0)
        - 0.35 * min(contacts, 4)
        - (0.0 if fits else 2.1)
        + (0.5 if has_amends else 0.0)
    )


def score(liked: float, *, random: Random) -> int:
    """Return the rating that follows: the same luck for whatever is liked."""
    return max(1, min(5, round(liked + random.gauss(0.0, 0.55))))


def _amends(chance: float) -> int:
    """Return what is given, if anything: small sums, seldom."""
    return round(10 + chance * 400) * 1_000_000 if chance < 0.12 else 0
