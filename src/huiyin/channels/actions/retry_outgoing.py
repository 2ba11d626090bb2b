"""Try again to send answers that were parked."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from huiyin.channels.models import Message, Outgoing
from huiyin.channels.rules.kinds import RETRYING
from huiyin.kernel.claims import retry_parked


@transaction.atomic
def retry_outgoing(*, ids: Sequence[int], at: datetime) -> int:
    """Queue these parked answers again; return how many were parked."""
    parked = Outgoing.objects.filter(pk__in=ids).exclude(parked_at=None)
    messages = list(parked.values_list("message_id", flat=True))
    Message.objects.filter(pk__in=messages).update(state=RETRYING)
    return retry_parked(Outgoing, ids, at=at)
