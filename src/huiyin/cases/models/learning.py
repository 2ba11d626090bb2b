from django.db import models
from django.db.models import Q

from huiyin.cases.models.case import Case
from huiyin.kernel.protection.fields import EncryptedTextField


class Correction(models.Model):
    """A topic that a person decided, agreeing with the model or not: what it is taught from.

    The words are redacted and sealed; figures stay when words are erased.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="corrections")
    # What the model had said, and which version of it.
    judged = models.CharField(max_length=60, default="", blank=True)
    confidence = models.FloatField(default=0)
    version = models.CharField(max_length=8, default="", blank=True)
    decided = models.CharField(max_length=60)
    # It waited for a person to decide; otherwise somebody put right what had gone its way.
    was_waiting = models.BooleanField(default=False)
    # A later decision on the same case counts instead.
    is_last = models.BooleanField(default=True)
    words = EncryptedTextField(context="cases.correction")
    is_erased = models.BooleanField(default=False)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["at", "id"], condition=Q(is_last=True), name="cases_correction_last"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.judged} -> {self.decided}"


class TrainingRun(models.Model):
    """A candidate for a better topic model: asked for, trained, compared, accepted or not."""

    # waiting, training, ready, accepted, discarded, failed
    state = models.CharField(max_length=10, default="waiting")
    asked_by = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    step = models.PositiveSmallIntegerField(default=0)
    steps = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    # The model in use that it was compared with, and the one it made.
    before = models.CharField(max_length=8, default="", blank=True)
    version = models.CharField(max_length=8, default="", blank=True)
    examples = models.PositiveIntegerField(default=0)
    corrections = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=dict)
    problem = models.CharField(max_length=400, default="", blank=True)
    ended_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=60, default="", blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                models.Value(1),
                condition=Q(state__in=["waiting", "training", "ready"]),
                name="cases_training_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.version}"
