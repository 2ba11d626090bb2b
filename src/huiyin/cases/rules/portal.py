"""What a customer is shown of a matter: stages with dates, and what was promised by when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from huiyin.cases.rules import clocks
from huiyin.cases.rules.life import STAGES, State, stage_of
from huiyin.cases.rules.opening import CONFIDENT

# The promises that an answer keeps.
ANSWERS = frozenset({clocks.RESOLUTION, clocks.FAULT_REPAIR, clocks.LEGAL_ANSWER})
RESPONSES = frozenset({clocks.FIRST_RESPONSE, clocks.FAULT_RESPONSE})
HAPPENS_SOMEWHERE = frozenset({"mobile", "broadband", "installation"})
# Events that say when a stage was reached.
REACHED_BY = {"cases.case_dispatched": 1, "cases.case_taken": 2, "cases.case_handed_over": 2}
BEGINS_AGAIN = "cases.case_reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something in the journal that moved the matter on."""

    name: str
    at: datetime
    department: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One of the five stages: done, current or todo, since when, by which department."""

    code: str
    state: str
    at: datetime | None = None
    department: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What was promised: by when they hear from us, by when they have the answer."""

    response_by: datetime | None
    answer_by: datetime | None
    is_paused: bool
    is_missed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """What still has to be asked: which of these it is about, and where it happens."""

    choices: tuple[str, ...]
    wants_place: bool


def questions_for(
    *, topic: str, confidence: float, suggestions: Sequence[str], roots: Sequence[str]
) -> Questions:
    """Return the questions a text leaves open; `roots` are asked where nothing is likely."""
    is_sure = bool(topic) and confidence >= CONFIDENT
    choices = () if is_sure else tuple(suggestions[:3]) or tuple(roots)
    likely = [topic] if is_sure else choices
    return Questions(
        choices=choices,
        wants_place=any(each.partition(".")[0] in HAPPENS_SOMEWHERE for each in likely),
    )


def stages_of(
    *,
    state: str,
    opened_at: datetime,
    resolved_at: datetime | None,
    closed_at: datetime | None,
    happenings: Sequence[Happening],
    department: str,
) -> list[Stage]:
    """Return the five stages; only what happened since it was last taken up again counts."""
    at: list[datetime | None] = [opened_at, None, None, resolved_at, closed_at]
    who = ["", "", "", department if resolved_at else "", ""]
    for happening in happenings:
        if happening.name == BEGINS_AGAIN:
            at[1:3], who[1:3] = [None, None], ["", ""]
        index = REACHED_BY.get(happening.name)
        if index is not None:
            at[index], who[index] = happening.at, happening.department or who[index]
    present = stage_of(state)
    who[2] = who[2] or (department if present >= 2 else "")
    return [
        Stage(
            code=code,
            state=_shown(index, present, state),
            at=at[index] if index <= present else None,
            department=who[index] if index <= present else "",
        )
        for index, code in enumerate(STAGES)
    ]


def _shown(index: int, present: int, state: str) -> str:
    if index < present or state == State.CLOSED:
        return "done"
    return "current" if index == present else "todo"


def promise_of(
    readings: Iterable[tuple[str, str, datetime | None]], *, at: datetime
) -> Promise:
    """Return the promise that (kind, state, due) of the live clocks add up to."""
    live = [(kind, state, due) for kind, state, due in readings if state != clocks.STOPPED]
    answers = [(state, due) for kind, state, due in live if kind in ANSWERS]
    responses = [due for kind, _state, due in live if kind in RESPONSES and due]
    dues = [due for _state, due in answers if due]
    answer_by = min(dues, default=None)
    return Promise(
        response_by=min(responses, default=None),
        answer_by=answer_by,
        is_paused=any(state == clocks.PAUSED for state, _due in answers),
        is_missed=answer_by is not None and answer_by < at,
    )
