"""Queue notices to customers, each once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from huiyin.kernel.bulk import insert_rows
from huiyin.kernel.overtaken import part
from huiyin.kernel.reads import PreparedRead
from huiyin.notifications.models import Notice
from huiyin.notifications.rules.routes import QUEUED
from huiyin.notifications.rules.words import declared

CHUNK = 5000
COLUMNS = (
    "code",
    "customer_id",
    "story",
    "values",
    "dedupe_key",
    "channel",
    "is_urgent",
    "state",
    "queued_at",
    "visible_at",
    "reason",
    "kind",
    "tried",
    "language",
    "subject",
    "body",
    "provider_key",
    "handover",
    "attempts",
    "error",
)
UNSAID = ("",) * 8
_queued = PreparedRead(
    lambda slots: Notice.objects.filter(dedupe_key__in=slots.many("keys")).values_list(
        "dedupe_key"
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNotice:
    """What to tell whom. The same `dedupe_key` is told once, whoever asks and how often."""

    code: str
    customer_id: int
    story: str
    values: Mapping[str, str]
    dedupe_key: str
    channel: str = ""
    # Asked for by the customer just now, or not to be put off: goes out in quiet hours too.
    is_urgent: bool = False


def notify(*, notices: Sequence[NewNotice], at: datetime) -> int:
    """Queue `notices` in the caller's transaction; return how many were not known yet.

    Raises LookupError where nobody declared such words, or a placeholder has no value: that
    is a fault of the caller, found by its first test.
    """
    for notice in notices:
        _check(notice)
    return part(lambda _attempt: _queue(notices, at=at))


def _check(notice: NewNotice) -> None:
    declaration = declared.get(notice.code)
    if declaration is None:
        message = f"no words are declared for {notice.code}"
        raise LookupError(message)
    if missing := declaration.placeholders - notice.values.keys():
        message = f"{notice.code} needs values for {sorted(missing)}"
        raise LookupError(message)


def _queue(notices: Sequence[NewNotice], *, at: datetime) -> int:
    fresh = {notice.dedupe_key: notice for notice in reversed(notices)}
    for known in _known(list(fresh)):
        del fresh[known]
    # In the order they were asked for, so that the customer reads them in that order.
    wanted = [notice for notice in notices if fresh.pop(notice.dedupe_key, None) is not None]
    rows = [_row(notice, at) for notice in wanted]
    insert_rows(Notice, COLUMNS, rows)
    return len(rows)


def _known(keys: Sequence[str]) -> set[str]:
    known: set[str] = set()
    for start in range(0, len(keys), CHUNK):
        known.update(key for (key,) in _queued(keys=keys[start : start + CHUNK]))
    return known


def _row(notice: NewNotice, at: datetime) -> tuple[object, ...]:
    return (
        notice.code,
        notice.customer_id,
        notice.story,
        dict(notice.values),
        notice.dedupe_key,
        notice.channel,
        notice.is_urgent or declared[notice.code].is_urgent,
        QUEUED,
        at,
        at,
        *UNSAID,
        0,
        "",
    )
