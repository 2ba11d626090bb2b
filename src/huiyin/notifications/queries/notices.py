"""Notices as cards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from huiyin.notifications.models import Notice
from huiyin.notifications.rules.words import declared


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeCard:
    """One notice: what was said, by which way, and what became of it."""

    id: int
    code: str
    title: str
    story: str
    customer_id: int
    state: str
    reason: str
    kind: str
    language: str
    subject: str
    body: str
    queued_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    waits_until: datetime | None
    is_parked: bool


def notices_of(*, stories: Sequence[str]) -> dict[str, list[NoticeCard]]:
    """Return the notices of each story, oldest first. One query."""
    cards: dict[str, list[NoticeCard]] = {story: [] for story in stories}
    for row in Notice.objects.filter(story__in=[s for s in stories if s]).order_by("id"):
        cards[row.story].append(card_of(row))
    return cards


def notices_to(*, customer_id: int, limit: int = 50) -> list[NoticeCard]:
    """Return the last notices to one customer, newest first, for the portal. One query."""
    rows = Notice.objects.filter(customer_id=customer_id).order_by("-id")[:limit]
    return [card_of(row) for row in rows]


def card_of(row: Notice) -> NoticeCard:
    """Return the card of one notice."""
    declaration = declared.get(row.code)
    is_waiting = row.sent_at is None and row.parked_at is None
    return NoticeCard(
        id=row.pk,
        code=row.code,
        title=gettext(declaration.title) if declaration else row.code,
        story=row.story,
        customer_id=row.customer_id,
        state=row.state,
        reason=row.reason,
        kind=row.kind,
        language=row.language,
        subject=row.subject,
        body=row.body,
        queued_at=row.queued_at,
        sent_at=row.sent_at,
        delivered_at=row.delivered_at,
        waits_until=row.visible_at if is_waiting else None,
        is_parked=row.parked_at is not None,
    )
