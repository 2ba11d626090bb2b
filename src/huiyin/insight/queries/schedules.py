"""What somebody has ordered, with what became of it last."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from huiyin.insight.models import ReportSchedule, ReportSending
from huiyin.kernel.access.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleCard:
    """A report that is sent regularly."""

    id: int
    rhythm: str
    form: str
    language: str
    asked: dict[str, str]
    readers: tuple[str, ...]
    next_at: datetime
    is_paused: bool
    # The last time it was due, and its letters by state.
    last_at: datetime | None
    states: dict[str, int]
    error: str


def schedules_of(*, owner_id: int) -> list[ScheduleCard]:
    """Return the schedules of one person, the next first. Four queries."""
    found = ReportSchedule.objects.filter(owner_id=owner_id, deleted_at=None)
    rows = list(found.order_by("next_at", "pk"))
    last = _last([row.pk for row in rows])
    called = _names({reader for row in rows for reader in row.readers})
    letters = _letters(last)
    return [
        ScheduleCard(
            id=row.pk,
            rhythm=row.rhythm,
            form=row.form,
            language=row.language,
            asked=dict(row.asked),
            readers=tuple(called.get(reader, "–") for reader in row.readers),
            next_at=row.next_at,
            is_paused=row.is_paused,
            last_at=last.get(row.pk),
            states=letters.get(row.pk, ({}, ""))[0],
            error=letters.get(row.pk, ({}, ""))[1],
        )
        for row in rows
    ]


def colleagues() -> list[tuple[int, str]]:
    """Return who can be written to, by name."""
    found = User.objects.filter(is_active=True).exclude(email="").order_by("username")
    return [(person.pk, str(person)) for person in found]


def _names(user_ids: set[int]) -> dict[int, str]:
    return {person.pk: str(person) for person in User.objects.filter(pk__in=user_ids)}


def _last(schedule_ids: list[int]) -> dict[int, datetime]:
    told = ReportSending.objects.filter(schedule__in=schedule_ids).values("schedule_id")
    return dict(told.annotate(last=Max("due_at")).values_list("schedule_id", "last"))


def _letters(last: dict[int, datetime]) -> dict[int, tuple[dict[str, int], str]]:
    found: dict[int, tuple[dict[str, int], str]] = {}
    told = ReportSending.objects.filter(schedule__in=last, due_at__in=set(last.values()))
    columns = ("schedule_id", "due_at", "state", "error")
    for schedule, due_at, state, error in told.values_list(*columns):
        if last[schedule] == due_at:
            states, known = found.setdefault(schedule, ({}, ""))
            states[state] = states.get(state, 0) + 1
            found[schedule] = (states, error or known)
    return found
