from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.kernel.access.roles import Actor, require
from huiyin.kernel.clock import Calendar, InvalidCalendar
from huiyin.kernel.editions.kept import begin_edition
from huiyin.kernel.journal.record import record
from huiyin.standards.access import REVISE_STANDARDS
from huiyin.standards.actions.refuse_draft import CannotRevise, RevisedMeanwhile
from huiyin.standards.events import CalendarRevised
from huiyin.standards.models import CalendarVersion, WorkCalendar
from huiyin.standards.queries.calendars import calendar_value
from huiyin.standards.rules.calendars import (
    CalendarDraft,
    revised,
    stored_days,
    stored_weeks,
)


@transaction.atomic
def revise_calendar(
    *,
    calendar: str,
    names: dict[str, str],
    draft: CalendarDraft,
    seen_number: int,
    applies_from: date,
    at: datetime,
    actor: Actor,
    unannounced_years: list[int] | None = None,
) -> int:
    """Write the next version of a calendar, or its first; return the version's number.

    Days before `applies_from` keep what they had. Raise CannotRevise, RevisedMeanwhile.
    """
    require(actor, REVISE_STANDARDS)
    if not any(names.values()):
        raise CannotRevise(_("The calendar has no name. Write one in at least one language."))
    owner = _locked(calendar, names, seen_number)
    previous = owner.versions.order_by("-number").first()
    if (previous.number if previous else 0) != seen_number:
        raise RevisedMeanwhile
    value = _revised(previous, draft, applies_from)
    if unannounced_years is None:
        unannounced_years = previous.unannounced_years if previous else []
    CalendarVersion.objects.create(
        calendar=owner,
        number=seen_number + 1,
        applies_from=applies_from,
        unannounced_years=unannounced_years,
        revised_at=at,
        revised_by=actor.id,
        **_stored(value),
    )
    begin_edition("standards")
    _announce(owner, seen_number + 1, applies_from, at=at, actor=actor)
    return seen_number + 1


def _stored(value: Calendar) -> dict[str, Any]:
    return {
        "zone": value.zone,
        "weeks": stored_weeks(value),
        "special_days": stored_days(value.special_days),
    }


def _revised(
    previous: CalendarVersion | None, draft: CalendarDraft, applies_from: date
) -> Calendar:
    current = calendar_value(previous) if previous else None
    try:
        return revised(current, draft, applies_from=applies_from)
    except InvalidCalendar as error:
        raise CannotRevise(
            _(
                "This cannot be worked by. A calendar needs a time zone that exists, at least "
                "one open hour in the week, and each special day once. Correct it and repeat."
            )
        ) from error


def _locked(code: str, names: dict[str, str], seen_number: int) -> WorkCalendar:
    if not seen_number:
        calendar, is_new = WorkCalendar.objects.get_or_create(
            code=code, defaults={"names": names}
        )
        if not is_new:
            raise RevisedMeanwhile
        return calendar
    found = WorkCalendar.objects.select_for_update().filter(code=code).first()
    if found is None:
        raise RevisedMeanwhile
    WorkCalendar.objects.filter(pk=found.pk).update(names=names)
    return found


def _announce(
    calendar: WorkCalendar, number: int, applies_from: date, *, at: datetime, actor: Actor
) -> None:
    record(
        CalendarRevised(
            calendar=calendar.code, number=number, applies_from=applies_from.isoformat()
        ),
        story=f"calendar:{calendar.pk}",
        at=at,
        actor=actor.id,
    )
