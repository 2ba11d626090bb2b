from datetime import datetime

from django.db import transaction

from huiyin.cases.actions.dispatch_cases import dispatch_waiting, start_step
from huiyin.cases.actions.keep_case import keep_case, tell
from huiyin.cases.actions.run_clocks import stop_clocks
from huiyin.cases.events import CaseReturned
from huiyin.cases.models import Case, QueueEntry, WorkOrder
from huiyin.cases.rules import clocks
from huiyin.cases.rules.life import WAITING, State


@transaction.atomic
def return_cases(*, person_id: int, at: datetime) -> int:
    """Take what somebody who left still held back into the queue, and hand it out again.

    Their open work orders wait for somebody else of the department. Returns how many cases.
    """
    held = QueueEntry.objects.filter(holder_id=person_id).values("case_id")
    cases = list(Case.objects.select_for_update().filter(pk__in=held).order_by("pk"))
    for case in cases:
        case.holder_id = None
        case.reasons = [["left", ""]]
        stop_clocks(case, at=at, actor_id="system", kinds=[clocks.WORK])
        if case.state not in {*WAITING, State.RECEIVED}:
            case.state = State.TRIAGED
        start_step(case, clocks.DISPATCH, at=at)
        event = CaseReturned(case_ref=case.ref, department=case.department)
        tell(case, event, at=at, actor_id="system")
        keep_case(case, at=at)
    orders = WorkOrder.objects.filter(holder_id=person_id, ended_at=None)
    orders.update(holder_id=None, state="issued")
    if cases:
        dispatch_waiting(at=at)
    return len(cases)
