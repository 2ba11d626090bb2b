"""Which of the answers sent are looked at: by chance for everybody, and some more on purpose.

Chance is drawn from a seed, so that whoever doubts a draw can draw it again. What is drawn on
purpose (weak, unhappy) would make everybody look worse than they are: figures leave it out.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

CHANCE, WEAK, UNHAPPY = "chance", "weak", "unhappy"
# Beside those drawn by chance, so many more of each kind, as a share of them.
MORE = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An answer somebody sent; `score` is the machine's, None where it did not look."""

    message_id: int
    person_id: int
    score: float | None = None
    is_unhappy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How many are drawn: a share of each person's answers in percent, and at least so many."""

    percent: float
    per_person: int

    def of(self, sent: int) -> int:
        """Return how many of somebody's answers are drawn by chance."""
        return min(sent, max(self.per_person, ceil(sent * self.percent / 100)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """An answer drawn: why, and for how many of the same person it stands (0: for itself)."""

    message_id: int
    reason: str
    drawn: int = 0
    sent: int = 0

    @property
    def weight(self) -> float:
        return self.sent / self.drawn if self.drawn else 0.0


def draw(answers: Iterable[Candidate], *, plan: Plan, seed: str) -> list[Pick]:
    """Return what is drawn, by message; the same for the same answers, plan and seed."""
    known = sorted(answers, key=lambda answer: _lot(seed, answer.message_id))
    picks = [pick for own in _by_person(known) for pick in _by_chance(own, plan)]
    taken = {pick.message_id for pick in picks}
    more = ceil(MORE * len(picks))
    for reason, wanted in ((UNHAPPY, _unhappy(known)), (WEAK, _weakest(known))):
        chosen = [answer for answer in wanted if answer.message_id not in taken][:more]
        taken |= {answer.message_id for answer in chosen}
        picks += [Pick(message_id=answer.message_id, reason=reason) for answer in chosen]
    return sorted(picks, key=lambda pick: pick.message_id)


def _lot(seed: str, message_id: int) -> bytes:
    return hashlib.sha256(f"{seed}:{message_id}".encode()).digest()


def _by_person(known: Sequence[Candidate]) -> list[list[Candidate]]:
    found: dict[int, list[Candidate]] = defaultdict(list)
    for answer in known:
        found[answer.person_id].append(answer)
    return list(found.values())


def _by_chance(own: Sequence[Candidate], plan: Plan) -> list[Pick]:
    size = plan.of(len(own))
    return [
        Pick(message_id=answer.message_id, reason=CHANCE, drawn=size, sent=len(own))
        for answer in own[:size]
    ]


def _unhappy(known: Sequence[Candidate]) -> list[Candidate]:
    return [answer for answer in known if answer.is_unhappy]


def _weakest(known: Sequence[Candidate]) -> list[Candidate]:
    judged = [answer for answer in known if answer.score is not None]
    return sorted(judged, key=lambda answer: answer.score or 0.0)
