from django.db import models
from django.db.models import Q

from huiyin.cases.models.case import Case
from huiyin.kernel.protection.fields import EncryptedTextField


class Phrasing(models.Model):
    """A suggested answer that a model outside was asked to phrase, once for each question.

    The words are sealed and hold no personal data; they go when the customer's words go, and
    after a while by themselves.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    # Of all that was sent, and to which model.
    digest = models.CharField(max_length=64)
    source = models.CharField(max_length=24)
    model = models.CharField(max_length=80)
    # asking, phrased, refused (what came may not be shown), failed (nothing came)
    state = models.CharField(max_length=8, default="asking")
    # What was wrong: a code of the provider or of the check.
    problem = models.CharField(max_length=20, default="", blank=True)
    detail = models.CharField(max_length=60, default="", blank=True)
    words = EncryptedTextField(context="cases.phrasing", default="", blank=True)
    sent = models.PositiveIntegerField(default=0)
    received = models.PositiveIntegerField(default=0)
    duration_ms = models.PositiveIntegerField(default=0)
    by = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    # One of few places: so many are asked at once, over all processes.
    place = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "digest"], name="cases_phrasing_once"),
            models.UniqueConstraint(
                fields=["place"],
                condition=Q(place__isnull=False),
                name="cases_phrasing_one_a_place",
            ),
        ]
        indexes = [models.Index(fields=["asked_at"], name="cases_phrasing_by_moment")]

    def __str__(self) -> str:
        return f"{self.state} {self.case_id}"
