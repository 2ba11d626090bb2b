"""The course of a case: which of its events are steps, in whose hands, after what."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

# What moves a case on. Words, notes, warnings and reminders happen beside its course.
STEPS: Mapping[str, str] = {
    "cases.case_opened": "received",
    "cases.case_classified": "classified",
    "cases.topic_agreed": "classified",
    "cases.case_dispatched": "dispatched",
    "cases.case_taken": "taken",
    "cases.case_handed_over": "handed_over",
    "cases.case_returned": "returned",
    "cases.case_answered": "answered",
    "cases.case_paused": "paused",
    "cases.case_resumed": "resumed",
    "cases.work_order_issued": "work_issued",
    "cases.work_order_accepted": "work_accepted",
    "cases.work_order_ended": "work_ended",
    "cases.concession_asked": "concession_asked",
    "cases.concession_decided": "concession_decided",
    "cases.case_resolved": "resolved",
    "cases.call_back_invited": "call_back",
    "cases.call_back_missed": "call_back_missed",
    "cases.case_rated": "rated",
    "cases.case_closed": "closed",
    "cases.case_reopened": "reopened",
    "cases.case_withdrawn": "withdrawn",
    "cases.case_appealed": "appealed",
    "cases.appeal_decided": "appeal_decided",
}
# Between the steps of a path, as it is written in one line.
THEN = ">"


@dataclass(frozen=True, slots=True)
class Told:
    """An event of a case as the journal tells it."""

    name: str
    at: Any
    actor: str
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a case: when, in which department, by which person (an id), in which cycle."""

    step: str
    at: Any
    department: str
    person: str
    cycle: int


def course(told: Iterable[Told]) -> Iterator[Step]:
    """Yield the steps of one case in their order; what is no step is left out.

    A work order is done by its own department; after it the case is where it was.
    """
    department, cycle, orders = "", 1, dict[str, str]()
    for one in told:
        step = STEPS.get(one.name)
        if step is None:
            continue
        where = department
        if order := one.payload.get("work_order_ref", ""):
            where = orders.setdefault(order, one.payload.get("department", department))
        elif one.payload.get("department"):
            where = department = one.payload["department"]
        if step == "reopened":
            cycle = one.payload["cycle"]
        elif one.payload.get("is_first"):
            step = "first_answer"
        person = one.actor if one.actor.startswith("user:") else ""
        yield Step(step, one.at, where, person, cycle)
