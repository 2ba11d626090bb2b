"""What a drafted policy would do to clocks that run: counted by whoever holds them.

Standards hold no clocks, and ask nobody above: who does hold them says how they are counted.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from huiyin.standards.rules.promises import PolicyRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """How many clocks run, how many the draft may concern, and what becomes of those counted.

    `counted` is less than `concerned` where there were too many to look at each.
    """

    running: int
    concerned: int
    counted: int
    later: int
    earlier: int
    overdue: int

    @property
    def moved(self) -> int:
        return self.later + self.earlier


Counter: TypeAlias = Callable[[PolicyRule, datetime], Foreseen]

counters: list[Counter] = []


def foresees_clocks(*, count: Counter) -> None:
    """Let `count` say what a draft would do to the clocks running at a moment."""
    counters.append(count)


def foreseen_for(draft: PolicyRule, *, at: datetime) -> Foreseen | None:
    """Return what the draft would do to running clocks; None where nobody holds any."""
    return next((count(draft, at) for count in counters), None)
