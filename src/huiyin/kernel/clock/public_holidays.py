"""Public holidays from the maintained `holidays` package, as seed for calendars."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

# Where the government announces each year which weekends are worked in lieu (调休). The package
# answers years not yet announced as well, silently without those days.
ANNOUNCED_YEARLY = frozenset({"CN"})
# Without one, the package names the days in whatever language the machine is set to.
LANGUAGES = {"CN": "zh_CN"}


@dataclass(frozen=True, slots=True)
class HolidayYear:
    """Days off and weekend days worked in lieu of one year.

    `is_announced` is false where the days worked in lieu are not known yet, so that the days
    off will still move: tell the person who keeps the calendar.
    """

    year: int
    days_off: tuple[tuple[date, str], ...]
    worked_in_lieu: tuple[date, ...]
    is_announced: bool


def public_holidays(
    *, country: str, years: Iterable[int], subdivision: str = ""
) -> tuple[HolidayYear, ...]:
    """Return the public holidays of a country (ISO 3166 code), one value per year, in order.

    Raise LookupError for a country or subdivision that the package does not know.
    """
    import holidays  # noqa: PLC0415 - a second of start-up that only seeding needs

    wanted = sorted(set(years))
    # The year after too: a day before New Year may be worked for one after it.
    asked = sorted({*wanted, *(year + 1 for year in wanted)})
    try:
        found = holidays.country_holidays(
            country,
            subdiv=subdivision or None,
            years=asked,
            language=LANGUAGES.get(country, "en_US"),
        )
    except NotImplementedError as error:
        raise LookupError(str(error)) from error
    in_lieu = set(getattr(found, "weekend_workdays", ()))
    return tuple(_year(country, year, dict(found), in_lieu) for year in wanted)


def _year(country: str, year: int, found: dict[date, str], in_lieu: set[date]) -> HolidayYear:
    worked = tuple(sorted(day for day in in_lieu if day.year == year))
    return HolidayYear(
        year=year,
        days_off=tuple(sorted((day, name) for day, name in found.items() if day.year == year)),
        worked_in_lieu=worked,
        is_announced=bool(worked) or country not in ANNOUNCED_YEARLY,
    )
