"""Have a report sent regularly: order it, pause it, take it back, send it now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.insight.access import SCHEDULE, hold_schedule, reach_of
from huiyin.insight.events import ReportScheduled, ScheduleChanged
from huiyin.insight.models import ReportSchedule, ReportSending
from huiyin.insight.rules.schedules import Form, Rhythm, next_run
from huiyin.kernel.access.models import User
from huiyin.kernel.access.roles import Actor, require
from huiyin.kernel.journal.record import record
from huiyin.kernel.refusal import Refusal
from huiyin.kernel.timers.schedule import cancel_timers, set_timer

DUE = "insight.report_due"
MOST_READERS = 50


class CannotSchedule(Refusal):
    """Nobody would read it, or somebody named cannot be written to."""

    code = "cannot_schedule_report"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSchedule:
    """A report that is to be sent: how often, as what, to whom, about what."""

    rhythm: Rhythm
    form: Form
    language: str
    readers: Sequence[int]
    # What it is narrowed to, as in its address.
    asked: Mapping[str, str]


@transaction.atomic
def schedule_report(*, wanted: NewSchedule, at: datetime, actor: Actor) -> int:
    """Order a report for colleagues; return its id. Raises NotAllowed, CannotSchedule."""
    require(actor, SCHEDULE)
    reach_of(actor)
    readers = sorted(set(wanted.readers))
    _require_reachable(readers)
    schedule = ReportSchedule.objects.create(
        owner_id=_person(actor),
        rhythm=wanted.rhythm.value,
        form=wanted.form.value,
        language=wanted.language,
        readers=readers,
        asked={name: value for name, value in wanted.asked.items() if value},
        next_at=next_run(wanted.rhythm, after=at, zone=house_zone()),
        created_at=at,
    )
    _ring(schedule)
    event = ReportScheduled(schedule_id=schedule.pk, rhythm=schedule.rhythm)
    record(event, story=story_of(schedule.pk), at=at, actor=actor.id)
    return schedule.pk


def _person(actor: Actor) -> int:
    if actor.user_id is None:
        raise CannotSchedule(_("Only a person can have reports sent. Sign in as one."))
    return actor.user_id


def _require_reachable(readers: Sequence[int]) -> None:
    if not readers:
        raise CannotSchedule(_("Choose at least one colleague to send the report to."))
    if len(readers) > MOST_READERS:
        raise CannotSchedule(
            _("A report goes to %(most)s colleagues at most. Order a second one for the rest.")
            % {"most": MOST_READERS}
        )
    known = User.objects.filter(pk__in=readers, is_active=True).exclude(email="").count()
    if known < len(readers):
        raise CannotSchedule(
            _("One of these colleagues has left or has no e-mail address. Choose again.")
        )


@transaction.atomic
def pause_schedule(*, schedule_id: int, at: datetime, actor: Actor) -> None:
    """Send it no more until it goes on. Raises NotAllowed, NotFound."""
    schedule = hold_schedule(schedule_id=schedule_id, actor=actor)
    _change(schedule, "paused", at=at, actor=actor, is_paused=True)


@transaction.atomic
def resume_schedule(*, schedule_id: int, at: datetime, actor: Actor) -> None:
    """Let it go on, from the next time on. Raises NotAllowed, NotFound."""
    schedule = hold_schedule(schedule_id=schedule_id, actor=actor)
    _change(schedule, "resumed", at=at, actor=actor, is_paused=False)


@transaction.atomic
def delete_schedule(*, schedule_id: int, at: datetime, actor: Actor) -> None:
    """Take it back; it can be restored. Raises NotAllowed, NotFound."""
    schedule = hold_schedule(schedule_id=schedule_id, actor=actor)
    _change(schedule, "deleted", at=at, actor=actor, deleted_at=at)


@transaction.atomic
def restore_schedule(*, schedule_id: int, at: datetime, actor: Actor) -> None:
    """Undo taking it back. Raises NotAllowed, NotFound."""
    schedule = hold_schedule(schedule_id=schedule_id, actor=actor)
    _change(schedule, "restored", at=at, actor=actor, deleted_at=None)


@transaction.atomic
def send_now(*, schedule_id: int, at: datetime, actor: Actor) -> None:
    """Send it once, at once; its regular times stay. Raises NotAllowed, NotFound."""
    schedule = hold_schedule(schedule_id=schedule_id, actor=actor)
    queue_sendings(schedule, due_at=at)
    event = ScheduleChanged(schedule_id=schedule.pk, change="sent_now")
    record(event, story=story_of(schedule.pk), at=at, actor=actor.id)


def queue_sendings(schedule: ReportSchedule, *, due_at: datetime) -> None:
    """Queue one letter for each reader; whoever has one of this moment gets no second."""
    rows = [
        ReportSending(schedule=schedule, user_id=reader, due_at=due_at, visible_at=due_at)
        for reader in schedule.readers
    ]
    ReportSending.objects.bulk_create(rows, ignore_conflicts=True)


def plan_next(schedule: ReportSchedule, *, at: datetime) -> None:
    """Set when it is sent next, and a timer for it."""
    schedule.next_at = next_run(Rhythm(schedule.rhythm), after=at, zone=house_zone())
    schedule.save(update_fields=["next_at"])
    _ring(schedule)


def story_of(schedule_id: int) -> str:
    """Return the story of a schedule."""
    return f"report:{schedule_id}"


def house_zone() -> ZoneInfo:
    """Return by which clock the operator lives."""
    return ZoneInfo(settings.TIME_ZONE)


def _ring(schedule: ReportSchedule) -> None:
    set_timer(kind=DUE, subject=str(schedule.pk), due_at=schedule.next_at)


def _change(
    schedule: ReportSchedule, change: str, *, at: datetime, actor: Actor, **fields: object
) -> None:
    for name, value in fields.items():
        setattr(schedule, name, value)
    schedule.save(update_fields=list(fields))
    if schedule.is_paused or schedule.deleted_at is not None:
        cancel_timers(kind=DUE, subjects=[str(schedule.pk)])
    else:
        plan_next(schedule, at=at)
    event = ScheduleChanged(schedule_id=schedule.pk, change=change)
    record(event, story=story_of(schedule.pk), at=at, actor=actor.id)
