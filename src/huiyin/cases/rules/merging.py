"""How likely two complaints of one customer are the same matter, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from huiyin.cases.rules.repeats import Earlier
from huiyin.kernel.text import similarity

# Below this two cases are not put before anybody.
WORTH_ASKING = 0.4
NEAR_IN_TIME = timedelta(days=3)
FAR_IN_TIME = timedelta(days=30)
WORDS, TOPIC, PLACE, TIME = 0.5, 0.2, 0.1, 0.2
# At opening so many earlier cases are looked at, the latest, and so many noted, the likeliest.
LOOKED_AT = 20
MOST_NOTED = 3
# Shorter titles ("complaint", "help!") are alike whatever they are about.
TELLING = 8


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


@dataclass(frozen=True, slots=True)
class Twin:
    """An open case that may be the same matter as one that is being opened."""

    earlier: Earlier
    like: Likeness


def twins_at_opening(
    new: Matter, earlier: Sequence[Earlier], *, repeat_of: Earlier | None
) -> tuple[Twin, ...]:
    """Return open cases of the same customer that may be the same matter, likeliest first.

    They are alike in words, or of the same topic or one that lies within the other, and not
    older than thirty days. What it is a repeat of is known to be the same and not among them.
    """
    near = [
        case
        for case in earlier
        if case.is_open
        and case.is_unanswered
        and case != repeat_of
        and timedelta(0) <= new.opened_at - case.opened_at <= FAR_IN_TIME
    ]
    latest = sorted(near, key=lambda case: (case.opened_at, case.case_id))[-LOOKED_AT:]
    judged = [Twin(case, likeness(_telling(new), _matter_of(case))) for case in latest]
    likely = [twin for twin in judged if _is_worth_asking(twin.like)]
    return tuple(
        sorted(likely, key=lambda twin: (-twin.like.score, twin.earlier.case_id))[:MOST_NOTED]
    )


def _is_worth_asking(like: Likeness) -> bool:
    return like.score >= WORTH_ASKING and not {"words", "topic"}.isdisjoint(like.reasons)


def _matter_of(case: Earlier) -> Matter:
    return _telling(Matter(case.title, case.topic, case.region, case.place, case.opened_at))


def _telling(matter: Matter) -> Matter:
    """Return the matter without words that would be alike whatever it is about."""
    return matter if len(matter.text) >= TELLING else replace(matter, text="")


def likeness(one: Matter, other: Matter) -> Likeness:
    """Return how alike two matters are; the same either way round."""
    parts = {
        "words": WORDS * similarity(one.text, other.text),
        "topic": TOPIC * _kinship(one.topic, other.topic),
        "place": PLACE if _is_same_place(one, other) else 0.0,
        "time": TIME * _closeness(abs(one.opened_at - other.opened_at)),
    }
    weights = {"words": WORDS, "topic": TOPIC, "place": PLACE, "time": TIME}
    reasons = tuple(part for part, value in parts.items() if value >= weights[part] / 2)
    return Likeness(round(sum(parts.values()), 3), reasons)


def _kinship(one: str, other: str) -> float:
    """Return 1 for the same topic, half for one that lies within the other."""
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    return (
        0.5 if f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.") else 0.0
    )


def _is_same_place(one: Matter, other: Matter) -> bool:
    if one.place or other.place:
        return one.place == other.place
    return bool(one.region) and one.region == other.region


def _closeness(apart: timedelta) -> float:
    """Return 1 up to three days, falling to 0 at thirty."""
    if apart <= NEAR_IN_TIME:
        return 1.0
    return max(0.0, (FAR_IN_TIME - apart) / (FAR_IN_TIME - NEAR_IN_TIME))
