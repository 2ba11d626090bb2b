"""The life of a case: which state may follow which, and what each means to the customer."""

from enum import StrEnum


class State(StrEnum):
    RECEIVED = "received"
    TRIAGED = "triaged"
    IN_PROGRESS = "in_progress"
    WAITING_CUSTOMER = "waiting_customer"
    WAITING_THIRD_PARTY = "waiting_third_party"
    RESOLVED = "resolved"
    CALLED_BACK = "called_back"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


WORKABLE = frozenset({State.RECEIVED, State.TRIAGED, State.IN_PROGRESS})
WAITING = frozenset({State.WAITING_CUSTOMER, State.WAITING_THIRD_PARTY})
# Somebody still has to do something: these stand in a queue.
OPEN = WORKABLE | WAITING
ANSWERED = frozenset({State.RESOLVED, State.CALLED_BACK})
ENDED = frozenset({State.CLOSED, State.WITHDRAWN, State.MERGED})

FOLLOWS: dict[State, frozenset[State]] = {
    State.RECEIVED: OPEN | {State.RESOLVED, State.WITHDRAWN, State.MERGED},
    State.TRIAGED: OPEN | {State.RESOLVED, State.WITHDRAWN, State.MERGED},
    State.IN_PROGRESS: OPEN | {State.RESOLVED, State.WITHDRAWN, State.MERGED},
    State.WAITING_CUSTOMER: OPEN | {State.RESOLVED, State.WITHDRAWN, State.MERGED},
    State.WAITING_THIRD_PARTY: OPEN | {State.RESOLVED, State.WITHDRAWN, State.MERGED},
    State.RESOLVED: frozenset({State.CALLED_BACK, State.CLOSED, State.IN_PROGRESS}),
    State.CALLED_BACK: frozenset({State.CLOSED, State.IN_PROGRESS}),
    State.CLOSED: frozenset({State.IN_PROGRESS}),
    State.WITHDRAWN: frozenset({State.IN_PROGRESS}),
    # Only undoing the merge leads out; it restores the state the case had.
    State.MERGED: OPEN | ANSWERED | {State.CLOSED},
}

# The portal's steps (已受理 → 已派单 → 处理中 → 已解决 → 已回访), by state.
STAGES = ("received", "dispatched", "in_progress", "resolved", "called_back")
_STAGE_OF = {
    State.RECEIVED: 0,
    State.TRIAGED: 1,
    State.IN_PROGRESS: 2,
    State.WAITING_CUSTOMER: 2,
    State.WAITING_THIRD_PARTY: 2,
    State.RESOLVED: 3,
    State.CALLED_BACK: 4,
    State.CLOSED: 4,
    State.WITHDRAWN: 4,
    State.MERGED: 4,
}


def may_become(state: str, wanted: State) -> bool:
    """Return whether a case in `state` may become `wanted`."""
    return wanted in FOLLOWS[State(state)]


def is_open(state: str) -> bool:
    return State(state) in OPEN


def stage_of(state: str) -> int:
    """Return the index into STAGES that the customer is shown."""
    return _STAGE_OF[State(state)]
