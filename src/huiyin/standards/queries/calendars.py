"""Working calendars: as values, compiled, and as cards for a page."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext as _

from huiyin.kernel.clock import Calendar, WorkingTime, compile_calendar
from huiyin.kernel.editions.kept import Kept
from huiyin.kernel.refusal import NotFound
from huiyin.standards.models import CalendarVersion
from huiyin.standards.rules.calendars import read_calendar

# Compiled at first use for these years; farther when a question goes beyond.
FIRST_DAY, LAST_DAY = date(2025, 1, 1), date(2029, 1, 1)


@dataclass(slots=True)
class Calendars:
    """The calendars of one edition; each is compiled when it is first asked for."""

    values: dict[str, Calendar]
    _compiled: dict[str, WorkingTime] = field(default_factory=dict)

    def working_time(self, code: str) -> WorkingTime | None:
        if code not in self._compiled and code in self.values:
            self._compiled[code] = compile_calendar(
                self.values[code], first=FIRST_DAY, last=LAST_DAY
            )
        return self._compiled.get(code)


def latest_versions() -> list[CalendarVersion]:
    """Return the last version of each calendar, one query."""
    last = CalendarVersion.objects.filter(calendar=OuterRef("calendar")).order_by("-number")
    newest = CalendarVersion.objects.annotate(last=Subquery(last.values("number")[:1]))
    return list(
        newest.filter(number=F("last")).select_related("calendar").order_by("calendar__code")
    )


def calendar_value(version: CalendarVersion) -> Calendar:
    return read_calendar(
        zone=version.zone, weeks=version.weeks, special_days=version.special_days
    )


def _load() -> Calendars:
    versions = latest_versions()
    return Calendars({version.calendar.code: calendar_value(version) for version in versions})


_kept: Kept[Calendars] = Kept("standards", _load)


def working_times(codes: Iterable[str]) -> dict[str, WorkingTime]:
    """Return the compiled calendars of these codes; raise NotFound for one there is not."""
    calendars = _kept.current()
    found: dict[str, WorkingTime] = {}
    for code in codes:
        time = calendars.working_time(code)
        if time is None:
            raise NotFound(
                _("There is no calendar %(code)s. Choose one of the list of calendars.")
                % {"code": code}
            )
        found[code] = time
    return found
