from django.db import models
from django.db.models import Q

from huiyin.kernel.claims import Claimable


class Timer(Claimable):
    """A moment at which something must be looked at again."""

    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=60)
    due_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject"], name="timers_timer_one_each"),
        ]
        indexes = [
            models.Index(
                fields=["visible_at", "id"],
                condition=Q(parked_at=None),
                name="timers_timer_due",
            ),
            models.Index(
                fields=["parked_at"],
                condition=Q(parked_at__isnull=False),
                name="timers_timer_parked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.subject}"
