"""Mark what waits behind the bell as read."""

from datetime import datetime

from huiyin.notifications.queries.staff_notices import theirs


def read_staff_notices(*, user_id: int, at: datetime) -> int:
    """Mark all of one colleague's notices as read; return how many were new."""
    unread = theirs(user_id=user_id).filter(read_at=None)
    return unread.update(read_at=at)
