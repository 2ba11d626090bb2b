"""What the pages list: current versions with names in one language."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from huiyin.standards.models import CalendarVersion, Limit, PolicyVersion, StandardVersion
from huiyin.standards.queries.calendars import latest_versions
from huiyin.standards.rules.names import name_in


@dataclass(frozen=True, slots=True)
class Named:
    """A row and its name in the reader's language."""

    name: str
    row: Any


def current_policies(language: str) -> list[Named]:
    """Return the last version of each policy."""
    versions = PolicyVersion.objects.filter(valid_to=None).select_related("policy")
    ordered = versions.order_by("policy__pk")
    return [Named(name_in(one.policy.names, language), one) for one in ordered]


def policy_versions(code: str) -> list[PolicyVersion]:
    """Return all versions of a policy, the newest first."""
    versions = PolicyVersion.objects.filter(policy__code=code).select_related("policy")
    return list(versions.order_by("-number"))


def current_standards(language: str) -> list[Named]:
    """Return the last version of each service standard."""
    versions = StandardVersion.objects.filter(valid_to=None).select_related("standard")
    ordered = versions.order_by("standard__pk")
    return [Named(name_in(one.standard.names, language), one) for one in ordered]


def standard_versions(code: str) -> list[StandardVersion]:
    """Return all versions of a service standard, the newest first."""
    versions = StandardVersion.objects.filter(standard__code=code)
    return list(versions.select_related("standard").order_by("-number"))


def listed_limits(language: str, *, region: str = "") -> list[Named]:
    """Return all legal limits, past ones too, or those of one region."""
    limits = Limit.objects.order_by("kind", "region", "valid_from")
    if region:
        limits = limits.filter(region=region)
    return [Named(name_in(one.names, language), one) for one in limits]


def limit_regions() -> list[str]:
    """Return the regions of which limits are known."""
    return sorted(set(Limit.objects.values_list("region", flat=True)))


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarCard:
    code: str
    name: str
    names: dict[str, str]
    zone: str
    number: int
    applies_from: date
    revised_at: datetime
    unannounced_years: tuple[int, ...]


def calendar_cards(language: str) -> list[CalendarCard]:
    """Return all calendars."""
    return [calendar_card(version, language) for version in latest_versions()]


def calendar_card(version: CalendarVersion, language: str) -> CalendarCard:
    return CalendarCard(
        code=version.calendar.code,
        name=name_in(version.calendar.names, language),
        names=version.calendar.names,
        zone=version.zone,
        number=version.number,
        applies_from=version.applies_from,
        revised_at=version.revised_at,
        unannounced_years=tuple(version.unannounced_years),
    )
