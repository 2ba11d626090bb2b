from typing import Any, ClassVar, Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiyin.kernel.claims import Claimable
from huiyin.notifications.models.notices import StaffNotice
from huiyin.notifications.rules import staff_hours
from huiyin.notifications.rules.routes import FAILED, QUEUED, SENT, SUPPRESSED
from huiyin.notifications.rules.staff_hours import StaffWish

GATHER_NAMES: Final[dict[str, Any]] = {
    staff_hours.AT_ONCE: _("each as it comes"),
    staff_hours.HOURLY: _("together, every full hour"),
    staff_hours.AFTER_QUIET: _("together, when my quiet hours end"),
    staff_hours.DAILY: _("together, once a day"),
}
STATE_NAMES: Final[dict[str, Any]] = {
    QUEUED: _("queued"),
    SENT: _("sent"),
    FAILED: _("failed"),
    SUPPRESSED: _("not sent"),
}


class StaffWishes(models.Model):
    """How one colleague wants to be told, beside the bell. No row: by the bell alone."""

    user_id = models.BigIntegerField(unique=True)
    is_sent = models.BooleanField(default=False)
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_to = models.TimeField(null=True, blank=True)
    gather = models.CharField(
        max_length=12, choices=list(GATHER_NAMES.items()), default=staff_hours.AT_ONCE
    )
    daily_at = models.TimeField(null=True, blank=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"wishes of user {self.user_id}"

    def as_value(self) -> StaffWish:
        return StaffWish(
            is_sent=self.is_sent,
            quiet_from=self.quiet_from,
            quiet_to=self.quiet_to,
            gather=self.gather,
            daily_at=self.daily_at,
        )


class StaffLetter(Claimable):
    """A notice behind somebody's bell that is to be sent to them as well."""

    OPEN: ClassVar[Q] = Q(parked_at=None, state=QUEUED)

    notice = models.OneToOneField(StaffNotice, models.CASCADE, related_name="+")
    user_id = models.BigIntegerField()
    is_urgent = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=list(STATE_NAMES.items()), default=QUEUED)
    # The name of the mail that carries it, perhaps with others; written before it leaves.
    mail = models.CharField(max_length=32, default="", blank=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["visible_at", "id"],
                condition=Q(parked_at=None, state=QUEUED),
                name="notifications_letter_due",
            ),
            models.Index(fields=["user_id", "-id"], name="notifications_letter_whom"),
        ]

    def __str__(self) -> str:
        return f"notice {self.notice_id} to user {self.user_id}: {self.state}"
