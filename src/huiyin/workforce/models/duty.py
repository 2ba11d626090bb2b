from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huiyin.workforce.models.people import Person
from huiyin.workforce.rules import ABSENCE_KINDS

ABSENCE_NAMES = list(
    zip(ABSENCE_KINDS, (_("Leave"), _("Sick"), _("Training"), _("Other")), strict=True)
)


class Shift(models.Model):
    """Duty outside the weekly hours: an extra shift, or a roster planned day by day."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="shifts")
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("to"))

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "starts_at"], name="workforce_shift_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="workforce_shift_has_length"
            ),
        ]
        indexes = [models.Index(fields=["ends_at"], name="workforce_shift_by_end")]

    def __str__(self) -> str:
        return f"{self.person_id} from {self.starts_at}"


class Absence(models.Model):
    """A time in which the person takes nothing new, whatever their hours say."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="absences")
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("to"))
    kind = models.CharField(
        _("reason"),
        max_length=12,
        choices=ABSENCE_NAMES,
    )

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="workforce_absence_has_length"
            ),
        ]
        indexes = [models.Index(fields=["ends_at"], name="workforce_absence_by_end")]

    def __str__(self) -> str:
        return f"{self.person_id} away from {self.starts_at}"
