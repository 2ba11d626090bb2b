"""When people come on duty and come back."""

from collections.abc import Sequence
from datetime import datetime

from huiyin.kernel.journal.record import SYSTEM, Fact, record_many
from huiyin.kernel.timers.schedule import Due, on_timer
from huiyin.workforce.actions.await_shift import SHIFT_STARTS, await_shift
from huiyin.workforce.actions.report_absence import ABSENCE_ENDS, tell_return
from huiyin.workforce.events import ShiftStarted
from huiyin.workforce.models import Absence, Team


@on_timer(SHIFT_STARTS)
def tell_that_a_shift_started(due: Sequence[Due], at: datetime) -> None:
    """Tell once per team that somebody came on duty, and wait for the next to come."""
    started = {timer.subject: timer.due_at for timer in due}
    teams = list(Team.objects.select_related("department").filter(code__in=started))
    facts = [
        Fact(
            event=ShiftStarted(
                department=team.department.code,
                team=team.code,
                starts_at=started[team.code].isoformat(),
            ),
            story=f"team:{team.code}",
            at=started[team.code],
        )
        for team in teams
    ]
    record_many(facts)
    for team in teams:
        await_shift(team=team, at=at)


@on_timer(ABSENCE_ENDS)
def tell_who_is_back(due: Sequence[Due], at: datetime) -> None:
    """Tell who can take work again; an absence made longer meanwhile has its own timer."""
    ids = [int(timer.subject) for timer in due]
    ended = Absence.objects.filter(pk__in=ids, ends_at__lte=at, person__left_at=None)
    for absence in ended.select_related("person__department", "person__team"):
        tell_return(person=absence.person, absence_id=absence.pk, at=at, actor_id=SYSTEM)
