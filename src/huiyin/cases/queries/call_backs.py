"""Which customers a person still has to call back, the most pressing first."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from huiyin.cases.access import CALL_BACK, visible_cases
from huiyin.cases.models import CallBack, Case, Clock
from huiyin.cases.queries.queue import ClockCard, clock_card
from huiyin.cases.rules import clocks
from huiyin.cases.rules.life import State
from huiyin.kernel.access.roles import Actor
from huiyin.standards.public import working_times

MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class CallBackDue:
    """A call that is owed: how often it was tried, and the clock of it."""

    case: Case
    invited_at: datetime
    attempts: int
    clock: ClockCard | None


def call_backs_due(*, actor: Actor, at: datetime) -> list[CallBackDue]:
    """Return the calls `actor` may make, those due first before the others. Three queries."""
    cases = visible_cases(actor, CALL_BACK).filter(state=State.RESOLVED)
    owed = CallBack.objects.filter(
        case__in=cases, by_person=True, outcome__in=["", "unreachable"]
    ).select_related("case")
    asked = list(owed.order_by("invited_at", "pk")[:MOST])
    running = Clock.objects.filter(
        case__in=[one.case_id for one in asked], kind=clocks.CALL_BACK, state=clocks.RUNNING
    )
    by_case = {clock.case_id: clock for clock in running}
    times = working_times(calendars={clock.calendar for clock in by_case.values()})
    cards = {
        case_id: clock_card(clock, at=at, time=times[clock.calendar])
        for case_id, clock in by_case.items()
    }
    found = [
        CallBackDue(
            case=one.case,
            invited_at=one.invited_at,
            attempts=one.attempts,
            clock=cards.get(one.case_id),
        )
        for one in asked
        if one.cycle == one.case.cycle
    ]
    return sorted(found, key=_pressing)


def asked_lately(*, case: Case, days: int, at: datetime) -> str:
    """Return the other case its customer was asked to rate within `days`, latest first, or
    nothing. One query.
    """
    if case.customer_id is None or days <= 0:
        return ""
    asked = CallBack.objects.filter(
        case__customer_id=case.customer_id,
        is_spared=False,
        invited_at__gt=at - timedelta(days=days),
        invited_at__lte=at,
    )
    latest = asked.exclude(case=case).order_by("-invited_at", "-pk")
    return latest.values_list("case__ref", flat=True).first() or ""


def _pressing(one: CallBackDue) -> tuple[bool, datetime]:
    due_at = one.clock.due_at if one.clock else None
    return (due_at is None, due_at or one.invited_at)
