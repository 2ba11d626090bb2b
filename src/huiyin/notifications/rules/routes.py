"""By which way a notice goes."""

from collections.abc import Collection, Sequence
from typing import Final

WEB: Final = "web"
ORDER: Final = ("sms", "email")

QUEUED: Final = "queued"
HELD: Final = "held"
SENT: Final = "sent"
DELIVERED: Final = "delivered"
FAILED: Final = "failed"
SUPPRESSED: Final = "suppressed"

NO_ADDRESS: Final = "no_address"
OPTED_OUT: Final = "opted_out"
QUIET_HOURS: Final = "quiet_hours"
NO_CUSTOMER: Final = "no_customer"
UNDECLARED: Final = "no_words"
PERHAPS_TWICE: Final = "perhaps_twice"
CAME_BACK: Final = "came_back"

# Given to the carrier, its answer not written down: if nobody does, it is in doubt.
HANDED: Final = "handed"
# The carrier took it; it is noted as sent with the rest of the batch.
TAKEN: Final = "taken"
# It came back before the batch was settled.
BACK: Final = "back"


def ways(*, wanted: str, preferred: str, tried: Collection[str]) -> Sequence[str]:
    """Return the kinds to try, best first: as asked, as the person prefers, then the others."""
    order = dict.fromkeys((wanted, preferred, *ORDER))
    return [way for way in order if way and way not in tried]


def choose_way(ways_to_try: Sequence[str], reachable: Collection[str]) -> str:
    """Return the first way that reaches the person, or nothing. The portal always does."""
    for way in ways_to_try:
        if way == WEB or way in reachable:
            return way
    return ""
