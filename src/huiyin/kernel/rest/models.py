from django.db import models


class KeptReply(models.Model):
    """What a request with an Idempotency-Key was answered, to be said again word for word."""

    actor = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    # Method, path and body: the same key for another request is a mistake, not a repetition.
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    content_type = models.CharField(max_length=100, default="")
    body = models.TextField(default="")
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["actor", "key"], name="rest_keptreply_once"),
        ]

    def __str__(self) -> str:
        return f"{self.actor} {self.key}"
