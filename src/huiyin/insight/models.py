from django.db import models


class PublishedReport(models.Model):
    """A report as the public sees it: figures only, frozen; a later edition stands above it."""

    period = models.CharField(max_length=7)
    edition = models.PositiveSmallIntegerField()
    content = models.JSONField()
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=60)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-period", "-edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "edition"], name="insight_report_one_edition"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period}, edition {self.edition}"
