"""What waits behind the bell."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from huiyin.notifications.models import StaffNotice
from huiyin.notifications.rules.words import choose_words, declared, fill


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffNoticeCard:
    """One line behind the bell."""

    id: int
    code: str
    story: str
    subject: str
    body: str
    at: datetime
    is_read: bool


def staff_notices(
    *, user_id: int, language: str = "zh-hans", limit: int = 50
) -> list[StaffNoticeCard]:
    """Return the last notices to one colleague, newest first. One query."""
    rows = theirs(user_id=user_id).order_by("-id")[:limit]
    return [_card(row, language) for row in rows]


def unread_count(*, user_id: int) -> int:
    """Return how many notices this colleague has not read."""
    return theirs(user_id=user_id).filter(read_at=None).count()


def theirs(*, user_id: int) -> QuerySet[StaffNotice]:
    """Return the notices to whoever signs in as this user."""
    return StaffNotice.objects.filter(user_id=user_id)


def _card(row: StaffNotice, language: str) -> StaffNoticeCard:
    declaration = declared.get(row.code)
    subject = body = row.code
    if declaration is not None:
        _spoken, words = choose_words(declaration.texts, language)
        subject, body = fill(words.subject, row.values), fill(words.body, row.values)
    return StaffNoticeCard(
        id=row.pk,
        code=row.code,
        story=row.story,
        subject=subject,
        body=body,
        at=row.at,
        is_read=row.read_at is not None,
    )
