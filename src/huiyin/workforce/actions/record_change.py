"""The one way a change of the workforce is written down."""

from datetime import datetime

from huiyin.kernel.editions.kept import begin_edition
from huiyin.kernel.journal.events import Event
from huiyin.kernel.journal.record import record
from huiyin.workforce.queries.roster import AREA


def record_change(event: Event, *, story: str, at: datetime, actor: str) -> None:
    """Record the event; every process reads the workforce anew before its next answer."""
    record(event, story=story, at=at, actor=actor)
    begin_edition(AREA)
