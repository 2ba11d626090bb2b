from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Named(models.Model):
    """Something operators name themselves, in each of their languages."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    names = models.JSONField(_("names"), default=dict)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        names: dict[str, str] = self.names
        return names.get(get_language() or "") or next(iter(names.values()), self.code)


class Department(Named):
    """A part of the operator that answers for its share of a matter."""

    class Meta:
        ordering = ["id"]


class Team(Named):
    """People of a department who share hours and work."""

    department = models.ForeignKey(Department, models.PROTECT, related_name="teams")
    is_rapid_response = models.BooleanField(_("rapid response"), default=False)
    # Per weekday from Monday: [opens, closes] in minutes after midnight, in the zone.
    hours = models.JSONField(default=list)
    zone = models.CharField(_("time zone"), max_length=40)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]


class Person(models.Model):
    """Somebody who takes work, whether or not they sign in."""

    staff_no = models.CharField(_("staff number"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=80)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    department = models.ForeignKey(Department, models.PROTECT, related_name="people")
    team = models.ForeignKey(Team, models.PROTECT, related_name="people")
    # Topic prefixes, and `tier:vip` for tiers; empty means everything.
    skills = models.JSONField(default=list, blank=True)
    languages = models.JSONField(default=list, blank=True)
    regions = models.JSONField(default=list, blank=True)
    capacity = models.PositiveSmallIntegerField(_("open matters at most"), default=20)
    # The person's own week; None: that of the team.
    hours = models.JSONField(null=True, blank=True)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "id"]
        indexes = [
            models.Index(
                fields=["team", "id"],
                condition=Q(left_at=None),
                name="workforce_person_working",
            ),
        ]

    def __str__(self) -> str:
        return self.name
