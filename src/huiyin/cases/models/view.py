from django.db import models
from django.db.models import Q


class SavedView(models.Model):
    """A list somebody comes back to, by the address that shows it; what it shows stays live.

    A habit of people, not a fact about cases: the journal does not tell of it. Deleting marks
    the row, so that it can be undone.
    """

    owner = models.CharField(max_length=40)
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=600)
    # The team that sees it too; empty for the owner alone.
    team = models.CharField(max_length=40, default="", blank=True)
    saved_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                condition=Q(deleted_at=None),
                name="cases_view_one_of_a_name",
            ),
        ]
        indexes = [
            models.Index(
                fields=["team"],
                condition=Q(deleted_at=None) & ~Q(team=""),
                name="cases_view_of_team",
            ),
        ]

    def __str__(self) -> str:
        return self.name
