"""Delivering what waits: claimed, posted side by side, each answer written down."""

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from huiyin.kernel.claims import claim_due, put_off, wait_after
from huiyin.kernel.journal.record import record
from huiyin.kernel.webhooks.events import WebhookSwitched
from huiyin.kernel.webhooks.listening import forget_listeners
from huiyin.kernel.webhooks.models import Subscription, WebhookDelivery
from huiyin.kernel.webhooks.posting import GONE, Outcome, new_client, post
from huiyin.kernel.webhooks.signing import signed_headers

# With 8 at a time and 20 s at most for each, a batch ends well within the lease of a minute.
BATCH = 16
AT_ONCE = 8
# About twelve hours of waiting longer and longer.
ATTEMPTS = 20
GIVE_UP_AFTER = timedelta(days=3)
KEPT_FOR = timedelta(days=14)
PURGED_AT_ONCE = 2000
STORY = "webhooks"
log = logging.getLogger("huiyin.webhooks")


def send_due(*, at: datetime, limit: int = BATCH) -> int:
    """Post up to `limit` waiting deliveries; return how many were claimed.

    At least once: a worker that dies after posting leaves the row to the next, who posts the
    same message id again, by which the receiver knows it.
    """
    resting = Q(subscription__is_active=True) & (
        Q(subscription__resume_at=None) | Q(subscription__resume_at__lte=at)
    )
    claimed = claim_due(WebhookDelivery, at=at, limit=limit, only=resting)
    if not claimed:
        return 0
    subscriptions = Subscription.objects.in_bulk({row.subscription_id for row in claimed})
    outcomes = _post_all(claimed, subscriptions, at=at)
    for delivery, outcome in zip(claimed, outcomes, strict=True):
        _note(delivery, outcome, at=at)
    return len(claimed)


def purge_delivered(*, at: datetime) -> int:
    """Delete deliveries done two weeks ago, some at a time; return how many."""
    old = WebhookDelivery.objects.filter(delivered_at__lt=at - KEPT_FOR).order_by(
        "delivered_at"
    )
    ids = list(old.values_list("pk", flat=True)[:PURGED_AT_ONCE])
    deleted, _per_model = WebhookDelivery.objects.filter(pk__in=ids).delete()
    return deleted


def _post_all(
    deliveries: Sequence[WebhookDelivery],
    subscriptions: dict[int, Subscription],
    *,
    at: datetime,
) -> list[Outcome]:
    with new_client() as client, ThreadPoolExecutor(AT_ONCE) as pool:
        calls = []
        for delivery in deliveries:
            subscription = subscriptions[delivery.subscription_id]
            body = delivery.body.encode()
            headers = signed_headers(
                secret=subscription.secret, message_id=delivery.message_id, body=body, at=at
            )
            call = partial(post, client, url=subscription.url, body=body, headers=headers)
            calls.append(pool.submit(call))
        return [call.result() for call in calls]


@transaction.atomic
def _note(delivery: WebhookDelivery, outcome: Outcome, *, at: datetime) -> None:
    mine = WebhookDelivery.objects.filter(pk=delivery.pk, claim=delivery.claim)
    mine.update(answer_status=outcome.status, answer=outcome.answer)
    if outcome.is_delivered:
        mine.update(delivered_at=at, attempts=F("attempts") + 1, error="", claim=None)
        failing = Subscription.objects.filter(pk=delivery.subscription_id, failures__gt=0)
        failing.update(failures=0, failing_since=None, resume_at=None)
        return
    if put_off(delivery, at=at, error=outcome.error, attempts=ATTEMPTS):
        log.warning("parked %s", delivery)
    _note_failure(delivery.subscription_id, outcome, at=at)


def _note_failure(subscription_id: int, outcome: Outcome, *, at: datetime) -> None:
    subscription = Subscription.objects.select_for_update().get(pk=subscription_id)
    if subscription.resume_at is None or subscription.resume_at <= at:
        # Once per turn: of a batch that fails together, only the first counts.
        Subscription.objects.filter(pk=subscription_id).update(
            failures=F("failures") + 1,
            failing_since=Coalesce("failing_since", at),
            resume_at=at + wait_after(subscription.failures + 1),
        )
    since = subscription.failing_since or at
    if outcome.status == GONE:
        _switch_off(subscription, Subscription.Off.GONE, at=at)
    elif at - since >= GIVE_UP_AFTER:
        _switch_off(subscription, Subscription.Off.FAILING, at=at)


def _switch_off(subscription: Subscription, reason: Subscription.Off, *, at: datetime) -> None:
    active = Subscription.objects.filter(pk=subscription.pk, is_active=True)
    if not active.update(is_active=False, off_reason=reason):
        return
    switched = WebhookSwitched(
        subscription_id=subscription.pk, is_active=False, reason=reason.value
    )
    record(switched, story=STORY, subject=f"webhook:{subscription.pk}", at=at)
    transaction.on_commit(forget_listeners)
    log.warning("webhook subscription %s was switched off: %s", subscription.pk, reason.value)
