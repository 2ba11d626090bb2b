from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.cases.access import WORK, hold_case
from huiyin.cases.actions.keep_case import WrongState, become, keep_case, send_notice, tell
from huiyin.cases.actions.keep_remark import keep_remark
from huiyin.cases.actions.resolve_case import SILENCE
from huiyin.cases.actions.run_clocks import stop_clocks
from huiyin.cases.actions.urge_case import end_of_pressing
from huiyin.cases.events import CaseClosed, CaseWithdrawn
from huiyin.cases.models import CallBack, Case
from huiyin.cases.rules.life import ANSWERED, State
from huiyin.kernel.access.roles import Actor
from huiyin.kernel.refusal import NotFound
from huiyin.kernel.timers.schedule import cancel_timers


@transaction.atomic
def close_case(*, ref: str, why: str, at: datetime, actor: Actor) -> None:
    """Close an answered case by hand, saying why. Raises WrongState before the answer."""
    case = hold_case(ref=ref, actor=actor, wanted=WORK)
    if case.state not in ANSWERED:
        raise WrongState(
            _("%(ref)s has no answer yet. Resolve it first, then it can be closed.")
            % {"ref": ref}
        )
    reason = keep_remark(case, why, at=at) if why.strip() else "by hand"
    end_case(case, why=reason, at=at, actor_id=actor.id)
    keep_case(case, at=at)


@transaction.atomic
def close_the_silent(*, case_id: int, cycle: int, at: datetime) -> bool:
    """Close a resolved case whose customer said nothing; return whether that closed it.

    Where a person owes a call it stays, also when an earlier version set the timer.
    """
    case = Case.objects.select_for_update().filter(pk=case_id, cycle=cycle).first()
    if case is None or case.state != State.RESOLVED:
        return False
    asked = CallBack.objects.filter(case=case, cycle=cycle)
    if asked.filter(by_person=True).exists():
        return False
    asked.filter(outcome="", is_spared=True).update(outcome="spared")
    asked.filter(outcome="").update(outcome="silent")
    end_case(case, why="silence", at=at, actor_id="system")
    keep_case(case, at=at)
    return True


@transaction.atomic
def withdraw_case(
    *, ref: str, customer_id: int | None, at: datetime, through: str = ""
) -> None:
    """Take a matter back on the customer's own word, which `through` passes on if named.

    Raises NotFound, WrongState.
    """
    case = Case.objects.select_for_update().filter(ref=ref, customer_id=customer_id).first()
    if case is None:
        raise NotFound(_("There is no matter %(ref)s of yours.") % {"ref": ref})
    become(case, State.WITHDRAWN)
    actor_id = through or f"customer:{customer_id or 0}"
    case.closed_at = at
    stop_clocks(case, at=at, actor_id=actor_id, is_cancelled=True)
    end_of_pressing(case, at=at)
    tell(case, CaseWithdrawn(case_ref=ref), at=at, actor_id=actor_id)
    send_notice(case, "cases.withdrawn", at=at)
    keep_case(case, at=at)


def end_case(case: Case, *, why: str, at: datetime, actor_id: str) -> None:
    """Close a case locked by the caller, who keeps it; what still ran is stopped."""
    become(case, State.CLOSED)
    case.closed_at = at
    stop_clocks(case, at=at, actor_id=actor_id)
    end_of_pressing(case, at=at)
    cancel_timers(kind=SILENCE, subjects=[f"{case.pk}:{case.cycle}"])
    tell(case, CaseClosed(case_ref=case.ref, why=why), at=at, actor_id=actor_id)
    send_notice(case, "cases.closed", at=at)
