"""How likely two complaints of one customer are the same matter, and why."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from huiyin.kernel.text import similarity

# Below this two cases are not put before anybody.
WORTH_ASKING = 0.4
NEAR_IN_TIME = timedelta(days=3)
FAR_IN_TIME = timedelta(days=30)
WORDS, TOPIC, PLACE, TIME = 0.5, 0.2, 0.1, 0.2


@dataclass(frozen=True, slots=True)
class Matter:
    """What is compared of a case."""

    text: str
    topic: str
    region: str
    place: str
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class Likeness:
    """A score from 0 to 1 and its grounds: `words`, `topic`, `place`, `time`."""

    score: float
    reasons: tuple[str, ...]


def likeness(one: Matter, other: Matter) -> Likeness:
    """Return how alike two matters are; the same either way round."""
    parts = {
        "words": WORDS * similarity(one.text, other.text),
        "topic": TOPIC if one.topic and one.topic == other.topic else 0.0,
        "place": PLACE if _is_same_place(one, other) else 0.0,
        "time": TIME * _closeness(abs(one.opened_at - other.opened_at)),
    }
    weights = {"words": WORDS, "topic": TOPIC, "place": PLACE, "time": TIME}
    reasons = tuple(part for part, value in parts.items() if value >= weights[part] / 2)
    return Likeness(round(sum(parts.values()), 3), reasons)


def _is_same_place(one: Matter, other: Matter) -> bool:
    if one.place or other.place:
        return one.place == other.place
    return bool(one.region) and one.region == other.region


def _closeness(apart: timedelta) -> float:
    """Return 1 up to three days, falling to 0 at thirty."""
    if apart <= NEAR_IN_TIME:
        return 1.0
    return max(0.0, (FAR_IN_TIME - apart) / (FAR_IN_TIME - NEAR_IN_TIME))
