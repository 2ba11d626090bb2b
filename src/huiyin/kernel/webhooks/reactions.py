"""From events to deliveries."""

import json
import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from huiyin.kernel.clock import now
from huiyin.kernel.journal.registry import Heard, reacts_in_bulk_to_everything
from huiyin.kernel.webhooks.listening import someone_listens, wants
from huiyin.kernel.webhooks.models import Subscription, WebhookDelivery


@reacts_in_bulk_to_everything(when=someone_listens)
def queue_webhooks(heard: Sequence[Heard[Any]]) -> None:
    """Queue each event for each subscription that wants it, once."""
    subscriptions = list(Subscription.objects.filter(is_active=True))
    waiting = list(_deliveries(subscriptions, heard, at=now()))
    WebhookDelivery.objects.bulk_create(waiting, ignore_conflicts=True, batch_size=500)


def _deliveries(
    subscriptions: Sequence[Subscription], heard: Sequence[Heard[Any]], *, at: datetime
) -> Iterator[WebhookDelivery]:
    for one in heard:
        wanting = [each for each in subscriptions if wants(each.patterns, one.event.name)]
        body = body_of(one) if wanting else ""
        for subscription in wanting:
            yield WebhookDelivery(
                subscription=subscription,
                entry_id=one.entry_id,
                message_id=f"msg_{uuid.uuid4().hex}",
                event=one.event.name,
                body=body,
                queued_at=at,
                visible_at=at,
            )


def body_of(heard: Heard[Any]) -> str:
    """Return what the receiver reads: identifiers, to be looked up through the API."""
    told = {
        "type": heard.event.name,
        "timestamp": heard.at.isoformat(),
        "data": {
            "story": heard.story,
            "subject": heard.subject,
            **heard.event.payload(),
        },
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
