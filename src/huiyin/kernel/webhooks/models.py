from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiyin.kernel.claims import Claimable
from huiyin.kernel.protection.fields import EncryptedTextField


class Subscription(models.Model):
    """An address that wants to be told of events, and how it has answered lately."""

    class Off(models.TextChoices):
        """Why nothing is sent any more."""

        BY_HAND = "by_hand", _("Switched off by a person.")
        GONE = "gone", _("The address said that it is gone (410).")
        FAILING = "failing", _("The address has not answered well for three days.")

    name = models.CharField(_("name"), max_length=80)
    url = models.URLField(_("address"), max_length=500)
    patterns = models.JSONField(_("events"), default=list)
    secret = EncryptedTextField(context="webhooks.secret")
    is_active = models.BooleanField(default=True)
    off_reason = models.CharField(max_length=10, choices=Off.choices, default="", blank=True)
    created_by = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    # A failing address is left alone until `resume_at`, so that it cannot hold up the others.
    failing_since = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    resume_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class WebhookDelivery(Claimable):
    """One event for one address: waiting, delivered or parked, with its last answer."""

    OPEN: ClassVar[Q] = Q(parked_at=None, delivered_at=None)

    subscription = models.ForeignKey(
        Subscription, models.CASCADE, related_name="deliveries", db_index=False
    )
    entry_id = models.BigIntegerField()
    # The receiver recognises a repetition by it, so it is made once and kept.
    message_id = models.CharField(max_length=40)
    event = models.CharField(max_length=80)
    # As text: what is signed is these bytes, on every attempt the same.
    body = models.TextField()
    queued_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    answer_status = models.PositiveSmallIntegerField(null=True)
    answer = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "entry_id"], name="webhooks_delivery_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["visible_at", "id"],
                condition=Q(parked_at=None, delivered_at=None),
                name="webhooks_delivery_due",
            ),
            models.Index(
                fields=["delivered_at"],
                condition=Q(delivered_at__isnull=False),
                name="webhooks_delivery_done",
            ),
            models.Index(
                fields=["parked_at"],
                condition=Q(parked_at__isnull=False),
                name="webhooks_delivery_parked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} to {self.subscription_id}"
