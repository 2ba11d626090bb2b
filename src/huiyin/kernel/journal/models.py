from django.db import models
from django.db.models import Q

from huiyin.kernel.claims import Claimable


class Entry(models.Model):
    """One fact, written once and never changed."""

    name = models.CharField(max_length=80)
    story = models.CharField(max_length=40)
    subject = models.CharField(max_length=40, default="", blank=True)
    actor = models.CharField(max_length=60, default="", blank=True)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    payload = models.JSONField()
    digest = models.BinaryField(max_length=32)
    seal = models.ForeignKey("journal.Seal", models.PROTECT, null=True, related_name="entries")

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["story", "id"], name="journal_entry_by_story"),
            models.Index(fields=["id"], condition=Q(seal=None), name="journal_entry_unsealed"),
        ]

    def __str__(self) -> str:
        return f"{self.name} #{self.pk}"


class Delivery(Claimable):
    """One fact still to be told to one reaction."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="deliveries")
    reaction = models.CharField(max_length=160)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "reaction"], name="journal_delivery_told_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["visible_at", "id"],
                condition=Q(parked_at=None),
                name="journal_delivery_due",
            ),
            models.Index(
                fields=["parked_at"],
                condition=Q(parked_at__isnull=False),
                name="journal_delivery_parked",
            ),
        ]

    def __str__(self) -> str:
        return f"entry {self.entry_id} to {self.reaction}"


class Seal(models.Model):
    """A batch of entries under one Merkle root, chained to the batch before it."""

    sealed_at = models.DateTimeField()
    count = models.PositiveIntegerField()
    # Per entry 8 bytes of id (big-endian) and 32 of digest: `verify` can name the culprit.
    leaves = models.BinaryField()
    root = models.BinaryField(max_length=32)
    previous = models.BinaryField(max_length=32)
    chain = models.BinaryField(max_length=32)

    class Meta:
        ordering = ["id"]
        constraints = [
            # The chain never forks: each seal is followed by one.
            models.UniqueConstraint(fields=["previous"], name="journal_seal_one_chain"),
        ]

    def __str__(self) -> str:
        return f"seal {self.pk} over {self.count} entries"
