"""What the play is played on: who is there, what is going to happen, and when it is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from heapq import heappush
from typing import Protocol

from huiyin.simulator.actions.hire_staff import Hand, House
from huiyin.simulator.actions.keep_truth import TruthKeeper
from huiyin.simulator.rules.matters import Matter
from huiyin.simulator.rules.scenarios import Scenario
from huiyin.simulator.rules.staff import VISITORS
from huiyin.simulator.rules.telling import Speech

Act = Callable[[], object]


class Begin(Protocol):
    """How a case begins to be dealt with."""

    def __call__(self, life: "Life", *, at: datetime) -> None: ...


@dataclass(slots=True, kw_only=True)
class Stage:
    """What is going to happen, in the order of time."""

    house: House
    speech: Speech
    truths: TruthKeeper
    scenario: Scenario
    zone: tzinfo
    until: datetime
    begin: Begin
    # The moment that is being played.
    at: datetime
    part: str = "lived"
    due: list[tuple[datetime, int, Act]] = field(default_factory=list)
    planned: int = 0

    @property
    def is_live(self) -> bool:
        """Whether somebody may be looking: the moments played are those of the clock."""
        return self.part == "live"

    def plan(self, at: datetime, act: Act) -> None:
        """Let something happen at its moment, after what was planned for it before."""
        self.planned += 1
        heappush(self.due, (at, self.planned, act))

    def slowness(self, at: datetime) -> float:
        """Return how much longer things take than usual."""
        scenario = self.scenario
        return scenario.pace if scenario.holds(at, until=self.until) else 1.0

    def patience(self, at: datetime) -> float:
        """Return how long people wait, against what is usual for them."""
        scenario = self.scenario
        return scenario.patience if scenario.holds(at, until=self.until) else 1.0


@dataclass(slots=True, kw_only=True)
class Life:
    """A case, and what its customer has gone through with it."""

    stage: Stage
    matter: Matter
    ref: str
    # Which message of the matter opened it: chances hang on this and not on its number.
    key: str = "first"
    contacts: int = 0
    cycle: int = 1
    is_resolved: bool = False
    # The case this one tells the same matter as, where a message opened another.
    twin_of: "Life | None" = None

    def by(self, hand: Hand, at: datetime, act: Act) -> None:
        """Plan what somebody of the staff does; whom a visitor plays does nothing alone."""

        def do() -> None:
            if not (self.stage.is_live and hand.staff.username in VISITORS):
                act()

        self.stage.plan(at, do)

    def said(self, symbol: str, **values: str) -> str:
        """Return what staff write about it."""
        grammar = self.stage.speech.grammars[self.matter.tongue]
        random = self.matter.chance(f"{symbol}:{self.key}:{self.cycle}")
        return grammar.say(symbol, {**self.matter.values, **values}, random=random).text
