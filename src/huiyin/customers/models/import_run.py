from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ImportRun(models.Model):
    """A file of customers somebody sent through a page, and how far it has been taken in."""

    file_name = models.CharField(_("file"), max_length=200)
    path = models.CharField(max_length=400)
    mapping = models.JSONField(default=dict)
    actor = models.CharField(max_length=60)
    sent_at = models.DateTimeField()
    # Set once the mapping was confirmed: from then on a worker takes it.
    ready_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    error = models.TextField(default="", blank=True)
    done = models.BigIntegerField(default=0)
    size = models.BigIntegerField(default=0)
    read = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["id"],
                condition=Q(finished_at=None, ready_at__isnull=False),
                name="customers_import_waiting",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
