from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.cases.access import WORK, hold_case
from huiyin.cases.actions.dispatch_cases import send_case
from huiyin.cases.actions.keep_case import WrongState, become, keep_case, send_notice, tell
from huiyin.cases.actions.keep_remark import keep_remark
from huiyin.cases.actions.resolve_case import SILENCE
from huiyin.cases.actions.run_clocks import AT_OPENING, start_missed, stop_clocks
from huiyin.cases.events import CaseReopened
from huiyin.cases.models import Case
from huiyin.cases.rules.life import State, is_open
from huiyin.kernel.access.roles import Actor
from huiyin.kernel.timers.schedule import cancel_timers


@transaction.atomic
def reopen_case(*, ref: str, why: str, at: datetime, actor: Actor) -> None:
    """Take an ended case up again: a new cycle with its own clocks; the figures of the first
    stay as they were. Raises WrongState when it is open, or was merged into another.
    """
    case = hold_case(ref=ref, actor=actor, wanted=WORK)
    if is_open(case.state) or case.state == State.MERGED:
        raise WrongState(
            _("%(ref)s cannot be reopened: it is not ended, or it was merged.") % {"ref": ref}
        )
    reason = keep_remark(case, why, at=at) if why.strip() else "asked again"
    open_again(case, why=reason, at=at, actor_id=actor.id)
    keep_case(case, at=at)


def open_again(
    case: Case, *, why: str, at: datetime, actor_id: str, to_supervisor: bool = False
) -> None:
    """Start a new cycle of a case locked by the caller, who keeps it."""
    cancel_timers(kind=SILENCE, subjects=[f"{case.pk}:{case.cycle}"])
    stop_clocks(case, at=at, actor_id=actor_id)
    become(case, State.IN_PROGRESS)
    case.cycle += 1
    case.resolved_at = case.closed_at = None
    event = CaseReopened(case_ref=case.ref, cycle=case.cycle, why=why)
    tell(case, event, at=at, actor_id=actor_id)
    restart_clocks(case, at=at)
    case.state = State.TRIAGED
    if to_supervisor:
        case.department, case.team, case.holder_id = "supervision", "", None
        case.reasons = [["dissatisfied", ""]]
        case.escalation = max(case.escalation, 1)
    else:
        send_case(case, at=at, actor_id=actor_id)
    send_notice(case, "cases.reopened", at=at)


def restart_clocks(case: Case, *, at: datetime) -> None:
    """Start the promises of the case's present cycle: a first cycle counts from the opening."""
    start_missed(case, kinds=AT_OPENING, at=at)
