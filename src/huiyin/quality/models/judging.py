from django.db import models
from django.db.models import Q

from huiyin.kernel.protection.fields import EncryptedTextField
from huiyin.quality.models.sampling import Sample


class Judgement(models.Model):
    """What somebody thinks of a sampled answer; taken back, it stays and counts no more."""

    sample = models.ForeignKey(Sample, models.CASCADE, related_name="judgements")
    by = models.CharField(max_length=60)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sample", "by"],
                condition=Q(undone_at=None),
                name="quality_judgement_one_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"judgement {self.pk} of sample {self.sample_id}"


class Verdict(models.Model):
    """A grade by one criterion, beside the machine's; why they differ, in words."""

    judgement = models.ForeignKey(Judgement, models.CASCADE, related_name="verdicts")
    criterion = models.CharField(max_length=16)
    machine = models.CharField(max_length=4)
    grade = models.CharField(max_length=4)
    why = EncryptedTextField(context="quality.why", default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["judgement", "criterion"], name="quality_verdict_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.grade}"


class Feedback(models.Model):
    """What a manager says to whoever wrote the answer; who answers once, or appeals."""

    sample = models.ForeignKey(Sample, models.CASCADE, related_name="feedback")
    by = models.CharField(max_length=60)
    at = models.DateTimeField()
    words = EncryptedTextField(context="quality.feedback")
    reply = EncryptedTextField(context="quality.reply", default="", blank=True)
    replied_at = models.DateTimeField(null=True)
    is_appeal = models.BooleanField(default=False)
    outcome = EncryptedTextField(context="quality.outcome", default="", blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sample", "by"], name="quality_feedback_once"),
        ]

    def __str__(self) -> str:
        return f"feedback {self.pk} on sample {self.sample_id}"
