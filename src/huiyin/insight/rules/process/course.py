"""The way of cases through the house, as values."""

from dataclasses import dataclass

from huiyin.insight.rules.intervals import Share, share
from huiyin.insight.rules.reports import NO_WAITS, Waits

THEN = ">"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSeen:
    """A step: how often, by how many cases, of how many the last so far, and the time spent."""

    step: str
    times: int
    cases: int
    waiting: int = 0
    handovers: int = 0
    place: float = 0.0
    # Until the next step came: of the calendar, and while customer care was open.
    stay: Waits = NO_WAITS
    stay_work: Waits = NO_WAITS
    # Cases that came back to it, and how often beyond the first time.
    cases_again: int = 0
    again: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """From one step, or department, to the next: how often and how long it took."""

    before: str
    step: str
    moves: int
    cases: int
    hours: float = 0.0
    waits: Waits = NO_WAITS
    work: Waits = NO_WAITS


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """All steps of some cases, in their order."""

    steps: tuple[str, ...]
    cases: int
    on_time: int = 0
    overdue: int = 0
    p50: float | None = None

    @property
    def kept(self) -> Share | None:
        return share(self.on_time, self.on_time + self.overdue)

    @property
    def text(self) -> str:
        return THEN.join(self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What is otherwise among overdue cases: a step taken, or long waits of a move.

    `before` is empty where the step itself is meant. `is_sure` when chance hardly does that,
    all comparisons of the map taken together.
    """

    before: str
    step: str
    on_time: Share
    overdue: Share
    is_sure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Everything a process map is drawn and told from."""

    cases: int = 0
    on_time: int = 0
    overdue: int = 0
    steps: tuple[StepSeen, ...] = ()
    moves: tuple[Move, ...] = ()
    paths: tuple[Path, ...] = ()
    handovers: tuple[Move, ...] = ()
    differences: tuple[Difference, ...] = ()
    published_at: str = ""
    # Whether the steps are our own, or those of a log of somebody else.
    is_ours: bool = True

    def shown_moves(self, percent: int) -> tuple[Move, ...]:
        """Return the most frequent moves that together make up so much of all moves."""
        wanted, told = sum(one.moves for one in self.moves) * percent / 100, 0
        shown = []
        for one in self.moves:
            if told >= wanted:
                break
            shown.append(one)
            told += one.moves
        return tuple(shown)
