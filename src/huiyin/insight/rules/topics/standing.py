"""How a topic stands: what is news, what is hot, what cools, what is over."""

from datetime import datetime, timedelta
from enum import StrEnum

# So long after its alarm a matter counts as emerging.
NEWS = timedelta(days=3)
_COOLING = 0.5


class Standing(StrEnum):
    EMERGING = "emerging"
    HOT = "hot"
    COOLING = "cooling"
    CLOSED = "closed"


class Mark(StrEnum):
    """What people say is being done about a topic."""

    NONE = ""
    WATCHED = "watched"
    WORKED_ON = "worked_on"
    EXPLAINED = "explained"


def standing_of(
    *, heat: float, peak: float, is_closed: bool, emerged_at: datetime | None, at: datetime
) -> Standing:
    """Return how a topic stands: cooling where less than half of its greatest heat is left."""
    if is_closed:
        return Standing.CLOSED
    if emerged_at is not None and at - emerged_at <= NEWS:
        return Standing.EMERGING
    return Standing.COOLING if heat < _COOLING * peak else Standing.HOT
