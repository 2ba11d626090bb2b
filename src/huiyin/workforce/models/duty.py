from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huiyin.workforce.models.people import Person
from huiyin.workforce.rules import ABSENCE_KINDS


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
        choices=[
            (ABSENCE_KINDS[0], _("Leave")),
            (ABSENCE_KINDS[1], _("Sick")),
            (ABSENCE_KINDS[2], _("Training")),
            (ABSENCE_KINDS[3], _("Other")),
        ],
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
