from django.db import models
from django.db.models import Q

from huiyin.customers.models.party import Customer


class CustomerMerge(models.Model):
    """Two customers found to be one, with all that is needed to take it back."""

    survivor = models.ForeignKey(Customer, models.PROTECT, related_name="merges_won")
    absorbed = models.ForeignKey(Customer, models.PROTECT, related_name="merges_lost")
    actor = models.CharField(max_length=60)
    score = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    # Ids of the rows that moved, by model name.
    moved = models.JSONField(default=dict)
    parted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["absorbed"],
                condition=Q(parted_at=None),
                name="customers_merge_absorbed_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.absorbed_id} into {self.survivor_id}"
