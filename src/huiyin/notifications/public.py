"""What other contexts may ask of notifications."""

from collections.abc import Collection, Mapping

from huiyin.notifications.actions.forget_staff_words import forget_staff_words
from huiyin.notifications.actions.notify import NewNotice, notify
from huiyin.notifications.actions.notify_staff import NewStaffNotice, notify_staff
from huiyin.notifications.actions.read_staff_notices import overtake_staff_notices
from huiyin.notifications.queries.notices import NoticeCard, notices_of, notices_to
from huiyin.notifications.queries.staff_notices import (
    StaffNoticeCard,
    staff_notices,
    unread_count,
)
from huiyin.notifications.rules.words import Declaration, Words, declare

__all__ = [
    "NewNotice",
    "NewStaffNotice",
    "NoticeCard",
    "StaffNoticeCard",
    "Words",
    "declare_words",
    "forget_staff_words",
    "notices_of",
    "notices_to",
    "notify",
    "notify_staff",
    "overtake_staff_notices",
    "staff_notices",
    "unread_count",
]


def declare_words(
    *,
    code: str,
    title: str,
    placeholders: Collection[str],
    texts: Mapping[str, Words],
    purpose: str = "",
    is_urgent: bool = False,
) -> None:
    """Say what notices of `code` read like; call it in your `notices.py`.

    `title` is a msgid, translated where it is shown; `texts` are by language (`zh-hans`,
    `zh-hant`, `en`). Placeholders that end in `_at` take ISO 8601 moments. Urgent words ignore
    quiet hours. `purpose` (`survey`, `progress`, `marketing`) is what a customer may refuse
    it as; service notices have none and are always sent. Raises ValueError where a text uses
    what is not declared.
    """
    declare(
        Declaration(
            code=code,
            title=title,
            placeholders=frozenset(placeholders),
            texts=texts,
            purpose=purpose,
            is_urgent=is_urgent,
        )
    )
