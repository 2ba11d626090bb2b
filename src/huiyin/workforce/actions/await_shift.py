"""Keep the timer that rings when somebody of a team next comes on duty."""

from datetime import datetime

from huiyin.kernel.timers.schedule import cancel_timers, set_timer
from huiyin.workforce import rules
from huiyin.workforce.models import Person, Shift, Team

SHIFT_STARTS = "workforce.shift_starts"


def await_shift(*, team: Team, at: datetime) -> None:
    """Set the timer anew: whatever decides when the team's people work may have changed."""
    start = _next_start(team, after=at)
    if start is None:
        cancel_timers(kind=SHIFT_STARTS, subjects=[team.code])
    else:
        set_timer(kind=SHIFT_STARTS, subject=team.code, due_at=start)


def _next_start(team: Team, *, after: datetime) -> datetime | None:
    own = Person.objects.filter(team=team, left_at=None).values_list("hours", flat=True)
    weeks = {rules.week_of(team.hours if hours is None else hours) for hours in own}
    starts = [rules.next_start(week, team.zone, after=after) for week in sorted(weeks)]
    planned = Shift.objects.filter(
        person__team=team, person__left_at=None, starts_at__gt=after
    ).order_by("starts_at")
    starts.append(planned.values_list("starts_at", flat=True).first())
    return min((start for start in starts if start is not None), default=None)
