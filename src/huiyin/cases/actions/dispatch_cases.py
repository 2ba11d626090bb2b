"""Give waiting cases to people, oldest first, as capacity frees."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from huiyin.cases.actions.run_clocks import (
    ClockNeed,
    promise_key,
    start_clocks,
    stop_clocks,
    take_over_waits,
)
from huiyin.cases.events import CaseDispatched
from huiyin.cases.models import Case, QueueEntry
from huiyin.cases.queries.staffing import dispatcher
from huiyin.cases.rules import clocks
from huiyin.cases.rules.dispatch import Decision, Need
from huiyin.cases.rules.life import WAITING, State
from huiyin.kernel.journal.record import Fact, record_many

BATCH = 200


@transaction.atomic
def dispatch_waiting(*, at: datetime, limit: int = BATCH) -> int:
    """Hand out up to `limit` triaged cases that nobody holds; return how many found somebody.

    Those due first come first. A case for which nobody is free stays where it is.
    """
    desk = dispatcher(at=at)
    if not desk.has_room():
        return 0
    waiting = (
        QueueEntry.objects.filter(holder_id=None, needs_triage=False, state=State.TRIAGED)
        .filter(department__in=desk.departments_with_room())
        .order_by("due_at", "case_id")
        .values_list("case_id", flat=True)
    )
    chosen = list(waiting[:limit])
    cases = list(Case.objects.select_for_update().filter(pk__in=chosen).order_by("pk"))
    places = {case_id: place for place, case_id in enumerate(chosen)}
    cases.sort(key=lambda case: places[case.pk])
    decided = [(case, desk.decide(need_of(case))) for case in cases]
    given = [(case, decision) for case, decision in decided if decision.person_id is not None]
    _give(given, at=at)
    return len(given)


def send_case(case: Case, *, at: datetime, actor_id: str) -> None:
    """Decide where a case, locked by the caller, goes now; the caller keeps it."""
    need = need_of(case)
    decision = dispatcher(at=at, needs=[need]).decide(need)
    stop_clocks(case, at=at, actor_id=actor_id, kinds=[clocks.ACCEPT, clocks.DISPATCH])
    _put(case, decision)
    step = clocks.DISPATCH if decision.person_id is None else clocks.WORK
    start_step(case, step, at=at)
    record_many([_fact(case, decision, at=at)])


def start_step(case: Case, kind: str, *, at: datetime) -> None:
    """Start the clock of a step, unless it runs already."""
    if case.clocks.filter(kind=kind, work_order=None).exclude(state="stopped").exists():
        return
    need = ClockNeed(
        case_id=case.pk,
        key=promise_key(case),
        kinds=frozenset({kind}),
        at=at,
        cycle=case.cycle,
    )
    start_clocks([need], at=at)
    if case.state in WAITING:
        take_over_waits(case, kinds=[kind])


def need_of(case: Case) -> Need:
    """Return what the case asks of whoever takes it."""
    return Need(
        topic=case.topic,
        region=case.region,
        is_vip=case.is_vip,
        urgency=case.urgency,
        language=case.language,
    )


def _give(given: Sequence[tuple[Case, Decision]], *, at: datetime) -> None:
    for case, decision in given:
        stop_clocks(case, at=at, actor_id="system", kinds=[clocks.ACCEPT, clocks.DISPATCH])
        start_step(case, clocks.WORK, at=at)
        _put(case, decision)
        case.updated_at = at
    Case.objects.bulk_update(
        [case for case, _ in given],
        ["department", "team", "holder_id", "reasons", "updated_at"],
    )
    entries = [
        QueueEntry(
            case=case, department=case.department, team=case.team, holder_id=case.holder_id
        )
        for case, _ in given
    ]
    QueueEntry.objects.bulk_update(entries, ["department", "team", "holder_id"])
    record_many([_fact(case, decision, at=at) for case, decision in given])


def _put(case: Case, decision: Decision) -> None:
    case.department, case.team = decision.department, decision.team
    case.holder_id = decision.person_id
    case.reasons = [[reason.code, reason.value] for reason in decision.reasons]


def _fact(case: Case, decision: Decision, *, at: datetime) -> Fact:
    event = CaseDispatched(
        case_ref=case.ref,
        department=decision.department,
        team=decision.team,
        holder_id=decision.person_id,
        reasons=[reason.code for reason in decision.reasons],
    )
    return Fact(event=event, story=case.ref, at=at)
