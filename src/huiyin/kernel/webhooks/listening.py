"""Who listens to what, remembered for ten seconds: an import of a million asks a few times."""

import time
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from huiyin.kernel.journal.events import Event
from huiyin.kernel.webhooks.models import Subscription

REMEMBERED_S = 10.0
# The platform's own housekeeping; to tell of deliveries would also go round in circles.
INTERNAL = ("webhooks.", "apikeys.", "access.", "journal.", "worker.", "protection.")


@dataclass(slots=True)
class Known:
    """The patterns of the active subscriptions, until when, and which events they take in."""

    until: float
    patterns: frozenset[str]
    answers: dict[str, bool] = field(default_factory=dict)


_known = Known(until=0.0, patterns=frozenset())


def someone_listens(event: Event) -> bool:
    """Return whether any subscription wants `event`; asked for every event recorded."""
    known = _known if time.monotonic() < _known.until else _look()
    answer = known.answers.get(event.name)
    if answer is None:
        answer = known.answers[event.name] = wants(known.patterns, event.name)
    return answer


def wants(patterns: frozenset[str] | list[str], name: str) -> bool:
    """Return whether one of `patterns` takes in the event of that name."""
    if name.startswith(INTERNAL):
        return False
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def forget_listeners() -> None:
    """Look again at the next event."""
    global _known  # noqa: PLW0603 - one memory per process
    _known = Known(until=0.0, patterns=frozenset())


def _look() -> Known:
    global _known  # noqa: PLW0603 - one memory per process
    active = Subscription.objects.filter(is_active=True).values_list("patterns", flat=True)
    patterns = frozenset(pattern for patterns in active for pattern in patterns)
    _known = Known(until=time.monotonic() + REMEMBERED_S, patterns=patterns)
    return _known
