"""Mark what waits behind the bell as read."""

from collections.abc import Collection
from datetime import datetime

from huiyin.notifications.models import StaffNotice
from huiyin.notifications.queries.staff_notices import theirs


def read_staff_notices(*, user_id: int, at: datetime) -> int:
    """Mark all of one colleague's notices as read; return how many were new."""
    unread = theirs(user_id=user_id).filter(read_at=None)
    return unread.update(read_at=at)


def overtake_staff_notices(*, story: str, codes: Collection[str], at: datetime) -> int:
    """Mark what was said of a story by these codes as read, for it is true no more; return how
    many were new. One statement.
    """
    unread = StaffNotice.objects.filter(story=story, code__in=codes, read_at=None)
    return unread.update(read_at=at)
