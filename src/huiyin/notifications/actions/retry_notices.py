"""Try notices again that were parked, by every way."""

from collections.abc import Sequence
from datetime import datetime

from huiyin.notifications.models import Notice
from huiyin.notifications.rules.routes import FAILED, QUEUED


def retry_notices(*, ids: Sequence[int], at: datetime) -> int:
    """Queue these failed notices again; return how many had failed."""
    failed = Notice.objects.filter(pk__in=ids, state=FAILED)
    return failed.update(
        state=QUEUED,
        reason="",
        parked_at=None,
        attempts=0,
        tried="",
        visible_at=at,
        claim=None,
    )
