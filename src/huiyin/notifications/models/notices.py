from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiyin.kernel.claims import Claimable
from huiyin.notifications.rules import routes

WAITING = (routes.QUEUED, routes.HELD)
STATE_NAMES = {
    routes.QUEUED: _("queued"),
    routes.HELD: _("held back"),
    routes.SENT: _("sent"),
    routes.DELIVERED: _("delivered"),
    routes.FAILED: _("failed"),
    routes.SUPPRESSED: _("not sent"),
}
REASON_NAMES = {
    routes.NO_ADDRESS: _("No address is known; it is shown in the portal."),
    routes.OPTED_OUT: _("The customer wants no messages of this kind."),
    routes.QUIET_HOURS: _("Quiet hours: it is sent in the morning."),
    routes.NO_CUSTOMER: _("The customer is not known any more."),
    routes.PERHAPS_TWICE: _(
        "The line broke while it was handed over: the customer may have received it twice."
    ),
    routes.CAME_BACK: _("It was sent, and came back undelivered later."),
    routes.UNDECLARED: _("Nobody declares words for this any more."),
}


class Notice(Claimable):
    """Something to tell one customer once."""

    OPEN: ClassVar[Q] = Q(parked_at=None, state__in=WAITING)

    code = models.CharField(max_length=80)
    customer_id = models.BigIntegerField()
    story = models.CharField(max_length=40, default="", blank=True)
    values = models.JSONField(default=dict)
    dedupe_key = models.CharField(max_length=160, unique=True)
    channel = models.CharField(max_length=10, default="", blank=True)
    is_urgent = models.BooleanField(default=False)
    state = models.CharField(
        max_length=12, choices=list(STATE_NAMES.items()), default=routes.QUEUED
    )
    reason = models.CharField(max_length=40, default="", blank=True)
    queued_at = models.DateTimeField()
    last_tried_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    # As it was said: words may be edited later, what was sent stays.
    kind = models.CharField(max_length=10, default="", blank=True)
    tried = models.CharField(max_length=60, default="", blank=True)
    language = models.CharField(max_length=8, default="", blank=True)
    subject = models.CharField(max_length=300, default="", blank=True)
    body = models.TextField(default="", blank=True)
    provider_key = models.CharField(max_length=255, default="", blank=True)
    # How far the attempt in hand has come, where the provider takes a copy for another letter.
    handover = models.CharField(max_length=8, default="", blank=True)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["visible_at", "id"],
                condition=Q(parked_at=None, state__in=WAITING),
                name="notifications_notice_due",
            ),
            models.Index(
                fields=["parked_at"],
                condition=Q(parked_at__isnull=False),
                name="notifications_notice_parked",
            ),
            # No condition: SQLite would not use it, since values are bound after planning.
            models.Index(fields=["provider_key"], name="notifications_notice_provider"),
            models.Index(fields=["story", "id"], name="notifications_notice_story"),
            models.Index(fields=["state", "-id"], name="notifications_notice_state"),
            models.Index(fields=["customer_id", "-id"], name="notifications_notice_whom"),
        ]

    def __str__(self) -> str:
        return f"{self.code} to customer {self.customer_id}: {self.state}"


class StaffNotice(models.Model):
    """Something a colleague should know; it waits behind the bell."""

    # Who it is for in the workforce, if anybody, and under which user they sign in, if any.
    person_id = models.BigIntegerField(null=True)
    user_id = models.BigIntegerField(null=True)
    code = models.CharField(max_length=80)
    story = models.CharField(max_length=40, default="", blank=True)
    values = models.JSONField(default=dict)
    dedupe_key = models.CharField(max_length=200, unique=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person_id", "-id"], name="notifications_staff_person"),
            models.Index(fields=["user_id", "-id"], name="notifications_staff_user"),
            models.Index(
                fields=["user_id"],
                condition=Q(read_at=None),
                name="notifications_staff_unread",
            ),
            models.Index(
                fields=["story"],
                condition=Q(read_at=None),
                name="notifications_staff_story",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} about {self.story}"
