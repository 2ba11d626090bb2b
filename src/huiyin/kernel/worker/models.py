from django.db import models


class Heartbeat(models.Model):
    """A worker process and when it was last known to be alive."""

    name = models.CharField(max_length=120, unique=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    # When the loop last came round: an old moment beside a fresh heartbeat means it is stuck.
    looped_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)
    delivered = models.PositiveBigIntegerField(default=0)
    fired = models.PositiveBigIntegerField(default=0)
    worked = models.PositiveBigIntegerField(default=0)
    memory_mb = models.PositiveIntegerField(default=0)
    # Seconds this machine's clock is ahead of the database's.
    skew_s = models.FloatField(default=0)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Turn(models.Model):
    """A periodic work and when its turn comes next."""

    name = models.CharField(max_length=80, unique=True)
    next_at = models.DateTimeField()
    claim = models.UUIDField(null=True, editable=False)
    last_at = models.DateTimeField(null=True)
    last_ms = models.PositiveIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    error = models.TextField(default="", blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
