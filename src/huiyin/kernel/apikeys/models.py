from django.db import models
from django.utils.translation import gettext_lazy as _


class ApiKey(models.Model):
    """What a machine may do in somebody's name. Only the hash of its secret is kept."""

    name = models.CharField(_("name"), max_length=80)
    prefix = models.CharField(max_length=12, unique=True)
    secret_hash = models.BinaryField(max_length=32)
    permissions = models.JSONField(_("permissions"), default=list)
    departments = models.JSONField(_("departments"), default=list)
    regions = models.JSONField(_("regions"), default=list)
    # Whose power the key borrows; without an owner it stands for the operator itself.
    owner = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    rate_per_second = models.PositiveIntegerField(null=True)
    created_by = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.name} (hy_{self.prefix}…)"
