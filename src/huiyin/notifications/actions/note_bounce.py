"""A letter came back: try another way, or show the notice as failed."""

from datetime import datetime

from django.db import transaction

from huiyin.channels.public import Carried
from huiyin.notifications.actions.settle_notice import note_carried
from huiyin.notifications.models import Notice
from huiyin.notifications.rules.routes import SENT


@transaction.atomic
def note_bounce(*, provider_key: str, at: datetime) -> None:
    """Treat the notice of that name as refused, if it counts as sent."""
    found = Notice.objects.select_for_update().filter(provider_key=provider_key, state=SENT)
    for notice in found.order_by("pk"):
        note_carried(notice, Carried(key="", outcome="refused", detail="It came back."), at=at)
