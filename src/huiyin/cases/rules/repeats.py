"""Repeated, chasing and bypassing contacts: what makes a message one of these."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

REPEAT_WINDOW = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A case the same customer brought before."""

    case_id: int
    ref: str
    topic: str
    opened_at: datetime
    is_open: bool
    title: str = ""
    region: str = ""
    place: str = ""
    # Somebody still has something to do: only then can it be merged.
    is_unanswered: bool = True


def repeated(earlier: Sequence[Earlier], *, topic: str, at: datetime) -> Earlier | None:
    """Return the latest case of the same topic within 30 days before `at`, ended or not."""
    same = [
        case
        for case in earlier
        if case.topic == topic and timedelta(0) <= at - case.opened_at <= REPEAT_WINDOW
    ]
    return max(same, key=lambda case: (case.opened_at, case.case_id), default=None)


def chased(
    earlier: Sequence[Earlier], *, topic: str, signals: frozenset[str], at: datetime
) -> Earlier | None:
    """Return the open case a chasing message is about: same topic if there is one, else the
    latest. Only a message that chases joins; a new matter of the same customer is a new case.
    """
    if "chasing" not in signals:
        return None
    still_open = [case for case in earlier if case.is_open and case.opened_at <= at]
    return max(
        still_open,
        key=lambda case: (case.topic == topic, case.opened_at, case.case_id),
        default=None,
    )
