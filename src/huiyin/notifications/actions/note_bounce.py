"""A letter came back: try another way, or show the notice as failed."""

from datetime import datetime

from django.db import transaction

from huiyin.notifications.actions.settle_notices import REFUSED, Outcome, write_outcomes
from huiyin.notifications.models import Notice
from huiyin.notifications.models.notices import WAITING
from huiyin.notifications.rules.routes import BACK, CAME_BACK, DELIVERED, SENT


@transaction.atomic
def note_bounce(*, provider_key: str, detail: str, at: datetime) -> None:
    """Treat the notice of that name as refused, now or when its batch is settled."""
    in_hand = Notice.objects.filter(provider_key=provider_key, state__in=WAITING)
    in_hand.exclude(claim=None).update(handover=BACK)
    arrived = (SENT, DELIVERED)
    found = Notice.objects.select_for_update().filter(
        provider_key=provider_key, state__in=arrived
    )
    outcomes = [
        Outcome(notice=notice, state=REFUSED, reason=CAME_BACK, detail=detail)
        for notice in found.order_by("pk")
    ]
    write_outcomes(outcomes, at=at)
