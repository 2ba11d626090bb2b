from collections.abc import Iterator

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from huiyin.kernel.access.roles import ROLE_NAMES, Grant, Role


class User(AbstractUser):
    """A person of the operator who signs in. Customers never have one of these."""

    display_name = models.CharField(_("name"), max_length=80, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True, default="")
    # How far the tour of the desk went (kernel.ui.tour): not asked yet, a page, or "done".
    tour = models.CharField(max_length=60, blank=True, default="", editable=False)
    # Part of what a session is signed with: counting it up ends every session of the person.
    session_round = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["username"]

    def __str__(self) -> str:
        return self.display_name or self.username

    def get_session_auth_hash(self) -> str:
        return f"{super().get_session_auth_hash()}{self.session_round}"

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        for known in super().get_session_auth_fallback_hash():
            yield f"{known}{self.session_round}"


class RoleGrant(models.Model):
    """A role a person holds, within a scope. Empty lists mean everywhere."""

    user = models.ForeignKey(User, models.CASCADE, related_name="role_grants")
    role = models.CharField(
        _("role"),
        max_length=20,
        choices=[(role.value, name) for role, name in ROLE_NAMES.items()],
    )
    departments = models.JSONField(_("departments"), default=list, blank=True)
    regions = models.JSONField(_("regions"), default=list, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.user}: {self.role}"

    def as_value(self) -> Grant:
        return Grant(Role(self.role), frozenset(self.departments), frozenset(self.regions))


class Bucket(models.Model):
    """How much somebody has lately asked of something; the key says neither who nor where."""

    key = models.CharField(max_length=64, unique=True)
    # Seconds since 1970 at which everything asked so far will have been worked off.
    even_at = models.FloatField()

    class Meta:
        indexes = [models.Index(fields=["even_at"], name="access_bucket_idle")]

    def __str__(self) -> str:
        return self.key
