"""Subscribing, switching, and sending again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.kernel.access.roles import Actor, require
from huiyin.kernel.journal.events import event_types
from huiyin.kernel.journal.record import record
from huiyin.kernel.refusal import NotFound, Refusal
from huiyin.kernel.webhooks.access import MANAGE_WEBHOOKS
from huiyin.kernel.webhooks.addresses import target_of
from huiyin.kernel.webhooks.events import WebhookSubscribed, WebhookSwitched
from huiyin.kernel.webhooks.listening import forget_listeners, wants
from huiyin.kernel.webhooks.models import Subscription, WebhookDelivery
from huiyin.kernel.webhooks.sending import STORY
from huiyin.kernel.webhooks.signing import new_secret

PATTERN = re.compile(r"[a-z_*]+(\.[a-z_*]+)?")


class CannotSubscribe(Refusal):
    """The subscription would tell nobody anything; nothing was made."""

    code = "cannot_subscribe"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSubscription:
    """A subscription as it is made, with the secret that is shown once."""

    id: int
    secret: str


@transaction.atomic
def subscribe(
    *, name: str, url: str, patterns: Sequence[str], at: datetime, actor: Actor
) -> NewSubscription:
    """Tell `url` of every event that `patterns` take in, from now on."""
    require(actor, MANAGE_WEBHOOKS)
    _refuse_nonsense(name=name, patterns=patterns)
    target_of(url)
    secret = new_secret()
    made = Subscription.objects.create(
        name=name.strip(),
        url=url,
        patterns=sorted(set(patterns)),
        secret=secret,
        created_by=actor.id,
        created_at=at,
    )
    subscribed = WebhookSubscribed(subscription_id=made.pk, patterns=made.patterns)
    record(subscribed, story=STORY, subject=f"webhook:{made.pk}", at=at, actor=actor.id)
    transaction.on_commit(forget_listeners)
    return NewSubscription(id=made.pk, secret=secret)


@transaction.atomic
def switch(*, subscription_id: int, is_active: bool, at: datetime, actor: Actor) -> None:
    """Switch a subscription on or off. What waits meanwhile is sent when it is on again."""
    require(actor, MANAGE_WEBHOOKS)
    subscription = _locked(subscription_id)
    if subscription.is_active == is_active:
        return
    reason = "" if is_active else Subscription.Off.BY_HAND.value
    Subscription.objects.filter(pk=subscription_id).update(
        is_active=is_active, off_reason=reason, failures=0, failing_since=None, resume_at=None
    )
    switched = WebhookSwitched(
        subscription_id=subscription_id, is_active=is_active, reason=reason or "by_hand"
    )
    record(switched, story=STORY, subject=f"webhook:{subscription_id}", at=at, actor=actor.id)
    transaction.on_commit(forget_listeners)


def send_again(*, delivery_id: int, at: datetime, actor: Actor) -> None:
    """Queue a delivery once more, delivered, parked or waiting, under its old message id."""
    require(actor, MANAGE_WEBHOOKS)
    fresh = {"visible_at": at, "attempts": 0, "claim": None}
    again = WebhookDelivery.objects.filter(pk=delivery_id)
    if not again.update(**fresh, parked_at=None, delivered_at=None):
        raise NotFound(_("There is no such delivery. It may have been cleared away."))


def _locked(subscription_id: int) -> Subscription:
    found = Subscription.objects.select_for_update().filter(pk=subscription_id).first()
    if found is None:
        raise NotFound(_("There is no such subscription. Look at the list."))
    return found


def _refuse_nonsense(*, name: str, patterns: Sequence[str]) -> None:
    if not name.strip() or len(name.strip()) > 80:
        raise CannotSubscribe(_("A name of at most 80 characters is needed. Give one."))
    if not patterns:
        raise CannotSubscribe(_("No events are chosen. Name at least one, such as cases.*."))
    for pattern in patterns:
        if PATTERN.fullmatch(pattern) is None or not _takes_in_any(pattern):
            raise CannotSubscribe(
                _("No event is called %(pattern)s. Use a name or pattern such as cases.*.")
                % {"pattern": pattern}
            )


def _takes_in_any(pattern: str) -> bool:
    return any(wants([pattern], name) for name in event_types)
