from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiyin.workforce.models.people import Department, Person, Team


class AuthorityLimit(models.Model):
    """How much a role, or one person instead of their roles, may grant by themselves."""

    role = models.CharField(_("role"), max_length=20, blank=True, default="")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="limits")
    currency = models.CharField(_("currency"), max_length=3)
    # Millionths of the currency's unit.
    amount = models.BigIntegerField(_("amount"))

    class Meta:
        ordering = ["currency", "role", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["role", "currency"],
                condition=Q(person=None),
                name="workforce_limit_per_role",
            ),
            models.UniqueConstraint(
                fields=["person", "currency"], name="workforce_limit_per_person"
            ),
            models.CheckConstraint(
                condition=Q(person=None) ^ Q(role=""), name="workforce_limit_has_one_holder"
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0), name="workforce_limit_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role or self.person_id}: {self.amount} {self.currency}"


class Route(models.Model):
    """Where matters go: by topic, region and tier; the most specific fitting one decides."""

    topic_prefix = models.CharField(_("topic"), max_length=80, blank=True, default="")
    region_prefix = models.CharField(_("region"), max_length=20, blank=True, default="")
    tier = models.CharField(_("tier"), max_length=20, blank=True, default="")
    department = models.ForeignKey(Department, models.PROTECT, related_name="routes")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="routes")
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)

    class Meta:
        ordering = ["topic_prefix", "region_prefix", "tier", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["topic_prefix", "region_prefix", "tier"],
                condition=Q(valid_to=None),
                name="workforce_route_one_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic_prefix or '*'} to {self.department_id}"


class EscalationContact(models.Model):
    """Who is told when a matter of this team or department is late, in this order."""

    level = models.CharField(_("level"), max_length=20)
    department = models.ForeignKey(Department, models.CASCADE, related_name="contacts")
    team = models.ForeignKey(Team, models.CASCADE, null=True, related_name="contacts")
    person = models.ForeignKey(Person, models.CASCADE, related_name="contact_for")
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["rank", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["level", "department", "team", "person"],
                name="workforce_contact_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level} of {self.department_id}: {self.person_id}"
