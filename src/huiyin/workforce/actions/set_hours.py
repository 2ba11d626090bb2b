"""The weekly hours of a team or of one person."""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.kernel.access.roles import Actor, require
from huiyin.kernel.clock import InvalidCalendar
from huiyin.kernel.refusal import Refusal
from huiyin.workforce.access import ARRANGE, person_to_arrange, team_called
from huiyin.workforce.actions.await_shift import await_shift
from huiyin.workforce.actions.record_change import record_change
from huiyin.workforce.events import HoursChanged
from huiyin.workforce.rules import Week, read_week


class CannotSetHours(Refusal):
    code = "cannot_set_hours"


@transaction.atomic
def set_team_hours(
    *, team: str, hours: str, at: datetime, actor: Actor, zone: str = ""
) -> None:
    """Let the team work these weekly hours: `mon-fri 09:00-18:00; sat 09:00-12:00`, `24x7`."""
    found = team_called(team)
    require(actor, ARRANGE, department=found.department.code)
    found.hours = _read(hours)
    if zone:
        found.zone = _known_zone(zone)
    found.save(update_fields=["hours", "zone"])
    event = HoursChanged(team=team, person_id=None)
    record_change(event, story=f"team:{team}", at=at, actor=actor.id)
    await_shift(team=found, at=at)


@transaction.atomic
def set_person_hours(*, person_id: int, hours: str | None, at: datetime, actor: Actor) -> None:
    """Let the person work these weekly hours, or with None those of the team."""
    person = person_to_arrange(person_id=person_id, actor=actor)
    person.hours = None if hours is None else _read(hours)
    person.save(update_fields=["hours"])
    event = HoursChanged(team=person.team.code, person_id=person.pk)
    record_change(event, story=f"person:{person.pk}", at=at, actor=actor.id)
    await_shift(team=person.team, at=at)


def _read(hours: str) -> Week:
    try:
        return read_week(hours)
    except InvalidCalendar as wrong:
        raise CannotSetHours(
            _("These hours cannot be read: %(why)s. An example: %(example)s")
            % {"why": wrong, "example": "mon-fri 09:00-18:00; sat 22:00-06:00"}
        ) from wrong


def _known_zone(zone: str) -> str:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as wrong:
        raise CannotSetHours(
            _("There is no time zone %(zone)s. Write it like Asia/Shanghai.") % {"zone": zone}
        ) from wrong
    return zone
