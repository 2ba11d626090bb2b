"""Writing down what became of a notice, if it still is ours."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from huiyin.channels.public import Carried
from huiyin.kernel.claims import put_off
from huiyin.kernel.journal.record import record
from huiyin.notifications.events import NoticeFailed, NoticeSent
from huiyin.notifications.models import Notice
from huiyin.notifications.queries.wording import Said
from huiyin.notifications.rules import routes

# Five seconds doubled up to an hour: a server that is away for a day is waited for.
ATTEMPTS = 32


@transaction.atomic
def note_unsent(
    notice: Notice, *, state: str, reason: str, at: datetime, until: datetime | None = None
) -> None:
    """Hold a notice back until a moment, or leave it unsent for good with its reason."""
    _mine(notice).update(
        state=state, reason=reason, claim=None, visible_at=until or notice.visible_at
    )


@transaction.atomic
def note_in_portal(notice: Notice, said: Said, *, is_asked_for: bool, at: datetime) -> None:
    """Put the words where the customer reads them; unasked, nothing else reached them."""
    changed = _mine(notice).update(
        state=routes.SENT if is_asked_for else routes.SUPPRESSED,
        reason="" if is_asked_for else routes.NO_ADDRESS,
        kind=routes.WEB,
        language=said.language,
        subject=said.subject[:300],
        body=said.body,
        sent_at=at,
        claim=None,
    )
    if changed and is_asked_for:
        notice.kind = routes.WEB
        _say_sent(notice, at=at)


def note_carried(notice: Notice, carried: Carried, *, at: datetime) -> None:
    """Sent; or refused, and another way is tried; or put off, and parked in the end."""
    if carried.outcome == "sent":
        changed = _mine(notice).update(
            state=routes.SENT, reason="", sent_at=at, error="", claim=None
        )
        if changed:
            _say_sent(notice, at=at)
    elif carried.outcome == "refused":
        _try_another(notice, carried, at=at)
    elif put_off(notice, at=at, error=carried.detail, attempts=ATTEMPTS):
        _say_failed(notice, at=at)


def _try_another(notice: Notice, carried: Carried, *, at: datetime) -> None:
    tried = f"{notice.tried} {notice.kind}".strip()
    if set(routes.ORDER) - set(tried.split()):
        _mine(notice).update(
            tried=tried, state=routes.QUEUED, error=carried.detail, claim=None, visible_at=at
        )
        return
    put_off(notice, at=at, error=carried.detail, attempts=1)
    _say_failed(notice, at=at)


def _mine(notice: Notice) -> QuerySet[Notice]:
    return Notice.objects.filter(pk=notice.pk, claim=notice.claim)


def _say_sent(notice: Notice, *, at: datetime) -> None:
    sent = NoticeSent(
        notice_id=notice.pk, code=notice.code, customer_id=notice.customer_id, kind=notice.kind
    )
    record(sent, story=notice.story, at=at)


def _say_failed(notice: Notice, *, at: datetime) -> None:
    Notice.objects.filter(pk=notice.pk).update(state=routes.FAILED)
    failed = NoticeFailed(notice_id=notice.pk, code=notice.code, customer_id=notice.customer_id)
    record(failed, story=notice.story, at=at)
