"""Notices that arrived, by the word of whoever carried them."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from huiyin.kernel.journal.record import record_many
from huiyin.notifications.actions.settle_notices import delivered_fact
from huiyin.notifications.models import Notice
from huiyin.notifications.models.notices import WAITING
from huiyin.notifications.rules.routes import DELIVERED, SENT


@transaction.atomic
def note_delivered(*, provider_keys: Collection[str], at: datetime) -> int:
    """Note that these letters arrived; return how many notices counted as sent until now.

    One whose batch is not settled yet, or whose worker was killed, keeps the word for then:
    it is not sent again.
    """
    theirs = Notice.objects.filter(provider_key__in=provider_keys, delivered_at=None)
    sent = list(theirs.select_for_update().filter(state=SENT).order_by("pk"))
    Notice.objects.filter(pk__in=[notice.pk for notice in sent]).update(
        state=DELIVERED, delivered_at=at, reason=""
    )
    theirs.filter(state__in=WAITING).update(delivered_at=at)
    record_many([delivered_fact(notice, at) for notice in sent])
    return len(sent)
