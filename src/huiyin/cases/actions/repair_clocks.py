"""Put clocks right that read otherwise than the journal and their ledger say."""

from datetime import datetime

from django.db import transaction

from huiyin.cases.actions.run_clocks import (
    TIMER,
    next_moment,
    queue_case,
    schedule_next,
    write_reading,
)
from huiyin.cases.events import ClockRepaired, ClocksChecked
from huiyin.cases.models import Case, Clock
from huiyin.cases.queries.replaying import check_all, check_clocks
from huiyin.kernel.access.models import RoleGrant
from huiyin.kernel.access.roles import Role
from huiyin.kernel.journal.record import record
from huiyin.kernel.timers.models import Timer
from huiyin.notifications.public import NewStaffNotice, notify_staff
from huiyin.standards.public import working_time


@transaction.atomic
def repair_clock(*, clock_id: int, at: datetime, actor_id: str) -> tuple[str, ...]:
    """Write what a replay finds over a clock that differs; return in what it differed.

    A running clock whose timer is gone gets it back. The case's own row stays untouched.
    """
    case_id = Clock.objects.values_list("case_id", flat=True).get(pk=clock_id)
    case = Case.objects.select_for_update().get(pk=case_id)
    clock = Clock.objects.select_for_update().get(pk=clock_id)
    clock.case = case
    finding = check_clocks([clock])[0].finding
    differs = finding.differs
    if "ledger" in differs:
        clock.segments.all().delete()
    if differs:
        write_reading(clock, finding.clock, finding.ledger if "ledger" in differs else ())
    elif lacks_timer(clock):
        schedule_next(clock)
        differs = ("timer",) if not lacks_timer(clock) else ()
    if not differs:
        return ()
    queue_case(case)
    event = ClockRepaired(
        case_ref=case.ref, clock_id=clock.pk, kind=clock.kind, fields=list(differs)
    )
    record(event, story=case.ref, at=at, actor=actor_id)
    return differs


def lacks_timer(clock: Clock) -> bool:
    """Return whether a running clock waits for a milestone that nothing rings for in time."""
    coming = next_moment(clock, working_time(calendar=clock.calendar))
    if coming is None:
        return False
    timers = Timer.objects.filter(kind=TIMER, subject=str(clock.case_id), due_at__lte=coming)
    return not timers.exists()


def check_the_clocks(*, at: datetime) -> int:
    """Compare every live clock with its replay; tell the quality managers of differences.

    Nothing is repaired by itself: a difference is a fault of ours that somebody should see.
    Returns how many differ.
    """
    checked = differing = 0
    for one in check_all(is_live_only=True):
        checked += 1
        differing += bool(one.finding.differs)
    with transaction.atomic():
        event = ClocksChecked(checked=checked, differing=differing)
        record(event, story="clocks", at=at, actor="system")
        if differing:
            notify_staff(notices=[_notice(checked, differing, at=at)], at=at)
    return differing


def _notice(checked: int, differing: int, *, at: datetime) -> NewStaffNotice:
    managers = RoleGrant.objects.filter(role=Role.QUALITY_MANAGER, user__is_active=True)
    return NewStaffNotice(
        code="cases.clocks_differ",
        user_ids=tuple(managers.order_by().values_list("user_id", flat=True).distinct()),
        story="",
        values={"checked": str(checked), "differing": str(differing)},
        dedupe_key=f"clocks-differ:{at:%Y-%m-%d}",
    )
