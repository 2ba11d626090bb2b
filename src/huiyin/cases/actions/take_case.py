from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.cases.access import ASSIGN, WORK, hold_case
from huiyin.cases.actions.dispatch_cases import start_step
from huiyin.cases.actions.keep_case import become, keep_case, require_open, send_notice, tell
from huiyin.cases.actions.keep_remark import keep_remark
from huiyin.cases.actions.run_clocks import stop_clocks
from huiyin.cases.events import CaseHandedOver, CaseTaken
from huiyin.cases.rules import clocks
from huiyin.cases.rules.life import WAITING, State
from huiyin.kernel.access.roles import Actor
from huiyin.kernel.refusal import Refusal
from huiyin.workforce.public import Worker, departments, person_of_user, workers

STEPS_BEFORE_WORK = (clocks.ACCEPT, clocks.DISPATCH)


class CannotTake(Refusal):
    """The one who acts holds no cases."""

    code = "cannot_take"


class CannotHandOver(Refusal):
    """Nobody there to hand it to."""

    code = "cannot_hand_over"


class UnknownDepartment(Refusal):
    """No such department, or no such team in it."""

    code = "unknown_department"


@transaction.atomic
def take_case(*, ref: str, at: datetime, actor: Actor) -> None:
    """Take a case up and begin work on it. Raises CannotTake, WrongState."""
    case = hold_case(ref=ref, actor=actor, wanted=WORK)
    require_open(case)
    person = holder_of(actor, at=at)
    if case.holder_id not in (None, person.person_id):
        case.handovers += 1
    case.holder_id, case.department = person.person_id, person.department
    case.team = person.team
    if case.state not in WAITING:
        become(case, State.IN_PROGRESS)
    stop_clocks(case, at=at, actor_id=actor.id, kinds=STEPS_BEFORE_WORK)
    start_step(case, clocks.WORK, at=at)
    event = CaseTaken(case_ref=ref, holder_id=person.person_id)
    tell(case, event, at=at, actor_id=actor.id)
    send_notice(case, "cases.taken", at=at)
    keep_case(case, at=at)


@transaction.atomic
def hand_over_case(
    *,
    ref: str,
    department: str,
    why: str,
    at: datetime,
    actor: Actor,
    team: str = "",
    person_id: int | None = None,
) -> None:
    """Hand a case to another department, team or person, with a reason; it is counted.

    Raises CannotHandOver without a reason or for a person who does not exist,
    UnknownDepartment, WrongState.
    """
    case = hold_case(ref=ref, actor=actor, wanted=ASSIGN)
    require_open(case)
    _require_reason(why)
    person = _colleague(person_id, at=at)
    if person is None:
        require_department(department, team)
    from_department = case.department
    case.department = person.department if person else department
    case.team = person.team if person else team
    case.holder_id = person.person_id if person else None
    case.reasons = [["handed_over", actor.name]]
    case.handovers += 1
    if case.state not in WAITING:
        case.state = State.TRIAGED
    stop_clocks(case, at=at, actor_id=actor.id, kinds=[*STEPS_BEFORE_WORK, clocks.WORK])
    start_step(case, clocks.DISPATCH if person is None else clocks.WORK, at=at)
    event = CaseHandedOver(
        case_ref=ref,
        from_department=from_department,
        department=case.department,
        holder_id=case.holder_id,
        why=keep_remark(case, why, at=at),
    )
    tell(case, event, at=at, actor_id=actor.id)
    keep_case(case, at=at)


def holder_of(actor: Actor, *, at: datetime) -> Worker:
    """Return the person who acts, or in whose name a key does.

    Raises CannotTake for machines without an owner and people without a desk.
    """
    if actor.user_id is None:
        raise CannotTake(
            _("Only a person can hold this. Use a key that has an owner on the staff list.")
        )
    person = person_of_user(user_id=actor.user_id, at=at)
    if person is None:
        raise CannotTake(
            _("You are not on the staff list, so you cannot hold cases. Ask an administrator.")
        )
    return person


def _require_reason(why: str) -> None:
    if not why.strip():
        raise CannotHandOver(
            _("A case is handed over with a reason. Say what the next one should do.")
        )


def require_department(department: str, team: str) -> None:
    """Raise UnknownDepartment unless there is such a department, with such a team if named."""
    found = next((card for card in departments() if card.code == department), None)
    if found is not None and team in {"", *(card.code for card in found.open_teams)}:
        return
    raise UnknownDepartment(
        _("There is no department %(department)s %(team)s. Choose one from the list.")
        % {"department": department, "team": team}
    )


def _colleague(person_id: int | None, *, at: datetime) -> Worker | None:
    if person_id is None:
        return None
    for worker in workers(at=at):
        if worker.person_id == person_id:
            return worker
    raise CannotHandOver(_("This person is not on the staff list. Choose another."))
