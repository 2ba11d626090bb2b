from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.cases.access import WORK, hold_case, hold_work_order
from huiyin.cases.actions.dispatch_cases import start_step
from huiyin.cases.actions.keep_case import keep_case, require_open, tell
from huiyin.cases.actions.resolve_case import require_cause
from huiyin.cases.actions.run_clocks import (
    ClockNeed,
    promise_key,
    start_clocks,
    stop_clocks,
    write_reading,
)
from huiyin.cases.actions.take_case import holder_of, require_department
from huiyin.cases.events import WorkOrderAccepted, WorkOrderEnded, WorkOrderIssued
from huiyin.cases.models import WorkOrder
from huiyin.cases.rules import clocks
from huiyin.kernel.access.roles import Actor
from huiyin.kernel.bulk import reserve_ids
from huiyin.kernel.refusal import Refusal
from huiyin.standards.public import working_time

ENDINGS = frozenset({"done", "returned", "cancelled"})


class CannotIssue(Refusal):
    """A work order needs a department and a task."""

    code = "cannot_issue"


class OrderEnded(Refusal):
    """The work order is done with."""

    code = "work_order_ended"
    status = 409


@transaction.atomic
def issue_work_order(
    *, ref: str, department: str, task: str, at: datetime, actor: Actor, team: str = ""
) -> str:
    """Ask a department to do something for the case; its own clock runs. Returns its ref.

    Raises CannotIssue, UnknownDepartment, WrongState.
    """
    case = hold_case(ref=ref, actor=actor, wanted=WORK)
    require_open(case)
    if not department or not task.strip():
        raise CannotIssue(_("Say which department should do what, then issue the work order."))
    require_department(department, team)
    order_id = reserve_ids(WorkOrder, 1)[0]
    order = WorkOrder.objects.create(
        id=order_id,
        ref=f"W-{at:%y%m}-{order_id:06d}",
        case=case,
        department=department,
        team=team,
        task=task.strip(),
        issued_by=actor.id,
        issued_at=at,
    )
    need = ClockNeed(
        case_id=case.pk,
        key=promise_key(case),
        kinds=frozenset({clocks.WORK}),
        at=at,
        cycle=case.cycle,
        work_order_id=order.pk,
    )
    start_clocks([need], at=at)
    # There is more to do before the customer can be told how it went.
    stop_clocks(case, at=at, actor_id=actor.id, kinds=[clocks.FEEDBACK], is_cancelled=True)
    event = WorkOrderIssued(case_ref=ref, work_order_ref=order.ref, department=department)
    tell(case, event, at=at, actor_id=actor.id)
    keep_case(case, at=at)
    return order.ref


@transaction.atomic
def accept_work_order(*, ref: str, at: datetime, actor: Actor) -> None:
    """Take a work order up; a change of hands is counted. Raises OrderEnded, CannotTake."""
    order = _open_order(ref, actor)
    person = holder_of(actor, at=at)
    if order.holder_id not in (None, person.person_id):
        order.handovers += 1
    order.holder_id, order.state = person.person_id, "accepted"
    order.accepted_at = order.accepted_at or at
    order.save()
    event = WorkOrderAccepted(
        case_ref=order.case.ref, work_order_ref=ref, holder_id=person.person_id
    )
    tell(order.case, event, at=at, actor_id=actor.id)


@transaction.atomic
def end_work_order(
    *, ref: str, outcome: str, result: str, at: datetime, actor: Actor, cause: str = ""
) -> None:
    """End a work order as `done`, `returned` or `cancelled`, saying what was found and done.

    Raises OrderEnded, CannotIssue without a result, UnknownCause.
    """
    order = _open_order(ref, actor)
    if outcome not in ENDINGS or not result.strip():
        raise CannotIssue(_("Say what was found and done, then end the work order."))
    require_cause(cause)
    order.state, order.result, order.cause = outcome, result.strip(), cause
    order.ended_at = at
    order.save()
    for clock in order.clocks.select_for_update().exclude(state="stopped").order_by("pk"):
        reading, segment = clocks.stop(
            clock.reading,
            at=at,
            time=working_time(calendar=clock.calendar),
            actor=actor.id,
            is_cancelled=outcome == "cancelled",
        )
        write_reading(clock, reading, [segment])
    if outcome == "done" and not order.case.work_orders.filter(ended_at=None).exists():
        start_step(order.case, clocks.FEEDBACK, at=at)
    event = WorkOrderEnded(case_ref=order.case.ref, work_order_ref=ref, outcome=outcome)
    tell(order.case, event, at=at, actor_id=actor.id)
    keep_case(order.case, at=at)


def _open_order(ref: str, actor: Actor) -> WorkOrder:
    order = hold_work_order(ref=ref, actor=actor, wanted=WORK)
    if order.ended_at is not None:
        raise OrderEnded(
            _("Work order %(ref)s is ended. Issue a new one if more is to do.") % {"ref": ref}
        )
    return order
