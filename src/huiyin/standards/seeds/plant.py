"""Writing the defaults into an empty database, and what is missing into any other."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from django.db import models, transaction

from huiyin.kernel.clock import Calendar, HolidayYear, public_holidays
from huiyin.kernel.editions.kept import begin_edition, edition
from huiyin.kernel.timers.schedule import set_timer
from huiyin.standards.actions.revise_policy import REVIEW
from huiyin.standards.models import (
    CalendarVersion,
    Cause,
    Limit,
    Policy,
    PolicyVersion,
    Standard,
    StandardVersion,
    Topic,
    WorkCalendar,
)
from huiyin.standards.rules.calendars import (
    BEGINNING,
    holidays_as_special_days,
    stored_days,
    stored_weeks,
)
from huiyin.standards.seeds.calendars import CALENDARS, SeedCalendar
from huiyin.standards.seeds.files import names, rows
from huiyin.standards.seeds.policies import POLICIES

# Defaults hold for complaints of any age: an operator imports years of them.
ALWAYS_VALID = datetime(2000, 1, 1, tzinfo=UTC)
REVIEW_AFTER = timedelta(days=365)
LAW_ZONES = {"GB": "Europe/London", "US": "America/New_York", "IN": "Asia/Kolkata"}
DEFAULT_SOURCE = "Huiyin default"

Holidays: TypeAlias = Callable[[str, Sequence[int]], Sequence[HolidayYear]]


@lru_cache
def packaged_holidays(country: str, years: tuple[int, ...]) -> Sequence[HolidayYear]:
    return public_holidays(country=country, years=years)


def plant(*, at: datetime, holidays: Holidays | None = None) -> dict[str, int]:
    """Write down the defaults that are missing; return how many of each were written.

    What is there already, perhaps revised by an operator, is left alone.
    """
    with transaction.atomic():
        planted = {
            "topics": _plant_tree(Topic, "topics", "department"),
            "causes": _plant_tree(Cause, "causes"),
            "legal limits": _plant_limits(),
            "calendars": _plant_calendars(at, holidays or _from_package),
            "policies": _plant_policies(at),
            "service standards": _plant_standards(at),
        }
        if any(planted.values()) or edition("standards") is None:
            begin_edition("standards")
    return planted


def _from_package(country: str, years: Sequence[int]) -> Sequence[HolidayYear]:
    return packaged_holidays(country, tuple(years))


def _missing(
    model: type[models.Model], found: Iterable[dict[str, Any]]
) -> list[tuple[int, dict[str, Any]]]:
    manager = model._default_manager  # noqa: SLF001 - any of our models
    known = set(manager.values_list("code", flat=True))
    return [(place, row) for place, row in enumerate(found) if row["code"] not in known]


def _plant_tree(tree: type[Topic] | type[Cause], table: str, *more: str) -> int:
    nodes = [
        tree(
            code=row["code"],
            names=names(row),
            position=place,
            **{column: row[column] for column in more},
        )
        for place, row in _missing(tree, rows(table))
    ]
    return len(tree._default_manager.bulk_create(nodes))  # type: ignore[arg-type]  # noqa: SLF001


def _plant_limits() -> int:
    known = set(Limit.objects.values_list("kind", "region", "valid_from"))
    limits = [_limit(row) for row in rows("limits")]
    new = [one for one in limits if (one.kind, one.region, one.valid_from) not in known]
    return len(Limit.objects.bulk_create(new))


def _limit(row: dict[str, str]) -> Limit:
    same = ("kind", "region", "value", "unit", "calendar", "source", "clause", "tag")
    return Limit(
        **{column: row[column] for column in same},
        names=names(row),
        valid_from=_midnight(row["valid_from"], row["region"]),
        valid_to=_midnight(row["valid_to"], row["region"]) if row["valid_to"] else None,
    )


def _midnight(day: str, region: str) -> datetime:
    """Return when `day` begins where the law holds."""
    zone = ZoneInfo(LAW_ZONES.get(region[:2], "Asia/Shanghai"))
    return datetime.combine(date.fromisoformat(day), time.min, tzinfo=zone).astimezone(UTC)


def _plant_calendars(at: datetime, holidays: Holidays) -> int:
    known = set(WorkCalendar.objects.values_list("code", flat=True))
    new = [seed for seed in CALENDARS if seed.code not in known]
    years = range(at.year - 2, at.year + 2)
    for seed in new:
        calendar = WorkCalendar.objects.create(
            code=seed.code, names=seed.names, holiday_country=seed.country
        )
        found = holidays(seed.country, years) if seed.country else ()
        _first_calendar_version(calendar, seed, found, at).save()
    return len(new)


def _first_calendar_version(
    calendar: WorkCalendar, seed: SeedCalendar, years: Sequence[HolidayYear], at: datetime
) -> CalendarVersion:
    value = Calendar(
        zone=seed.zone,
        weekly=seed.weekly,
        special_days=holidays_as_special_days(years, weekly=seed.weekly),
    )
    return CalendarVersion(
        calendar=calendar,
        number=1,
        zone=value.zone,
        weeks=stored_weeks(value),
        special_days=stored_days(value.special_days),
        unannounced_years=[year.year for year in years if not year.is_announced],
        applies_from=BEGINNING,
        revised_at=at,
    )


def _first_version(at: datetime) -> dict[str, Any]:
    return {
        "number": 1,
        "valid_from": ALWAYS_VALID,
        "review_due_at": at + REVIEW_AFTER,
        "source": DEFAULT_SOURCE,
        "revised_at": at,
    }


def _plant_policies(at: datetime) -> int:
    missing = _missing(Policy, POLICIES)
    for _, row in missing:
        policy = Policy.objects.create(code=row["code"], names=row["names"])
        said = {key: row[key] for key in ("topic", "is_vip", "urgency", "targets")}
        PolicyVersion.objects.create(policy=policy, **said, **_first_version(at))
        set_timer(
            kind=REVIEW,
            subject=f"policy:{policy.code}",
            due_at=at + REVIEW_AFTER,
        )
    return len(missing)


def _plant_standards(at: datetime) -> int:
    missing = [row for _, row in _missing(Standard, rows("standards"))]
    standards = Standard.objects.bulk_create(
        Standard(code=row["code"], names=names(row), aspect=row["aspect"]) for row in missing
    )
    same = ("topic", "step", "comparison", "value", "unit", "owner")
    StandardVersion.objects.bulk_create(
        StandardVersion(
            standard=standard,
            **{column: row[column] for column in same},
            **_first_version(at),
        )
        for standard, row in zip(standards, missing, strict=True)
    )
    for standard in standards:
        set_timer(
            kind=REVIEW,
            subject=f"standard:{standard.code}",
            due_at=at + REVIEW_AFTER,
        )
    return len(missing)
