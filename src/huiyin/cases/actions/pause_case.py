from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.cases.access import WORK, hold_case
from huiyin.cases.actions.keep_case import (
    WrongState,
    become,
    keep_case,
    require_open,
    send_notice,
    tell,
)
from huiyin.cases.actions.keep_remark import keep_remark
from huiyin.cases.actions.run_clocks import live_clocks, write_reading
from huiyin.cases.events import CasePaused, CaseResumed
from huiyin.cases.models import Case
from huiyin.cases.rules import clocks
from huiyin.cases.rules.life import WAITING, State
from huiyin.kernel.access.roles import Actor
from huiyin.kernel.refusal import Refusal
from huiyin.kernel.text import redact
from huiyin.standards.public import working_time

STATES = {"customer": State.WAITING_CUSTOMER, "third_party": State.WAITING_THIRD_PARTY}


class CannotPause(Refusal):
    """A pause needs somebody waited for and a reason."""

    code = "cannot_pause"


@transaction.atomic
def pause_case(*, ref: str, waits_for: str, why: str, at: datetime, actor: Actor) -> None:
    """Wait for the customer or a third party: the clocks of our own promises stop counting.

    `waits_for` is `customer` or `third_party`. The clock of the law and the first response go
    on. Raises CannotPause, WrongState.
    """
    case = hold_case(ref=ref, actor=actor, wanted=WORK)
    require_open(case)
    if waits_for not in STATES or not why.strip():
        raise CannotPause(
            _("A pause is explained to the customer. Say whom you wait for, and for what.")
        )
    if case.state in WAITING:
        raise WrongState(_("%(ref)s waits already. Resume it first.") % {"ref": ref})
    become(case, STATES[waits_for])
    for clock in live_clocks(case, kinds=clocks.PAUSABLE):
        reading, segment = clocks.pause(
            clock.reading,
            at=at,
            time=working_time(calendar=clock.calendar),
            reason=redact(why.strip())[:200],
            actor=actor.id,
        )
        write_reading(clock, reading, [segment])
    reason = keep_remark(case, why, at=at)
    event = CasePaused(case_ref=ref, waits_for=waits_for, why=reason)
    tell(case, event, at=at, actor_id=actor.id)
    if waits_for == "customer":
        send_notice(case, "cases.question", at=at, key=at.isoformat(), question=why.strip())
    keep_case(case, at=at)


@transaction.atomic
def resume_case(*, ref: str, at: datetime, actor: Actor) -> None:
    """Go on after a wait; the clocks count on from what was used. Raises WrongState."""
    case = hold_case(ref=ref, actor=actor, wanted=WORK)
    if case.state not in WAITING:
        raise WrongState(
            _("%(ref)s is not waiting; there is nothing to resume.") % {"ref": ref}
        )
    go_on(case, at=at, actor_id=actor.id)
    keep_case(case, at=at)


def go_on(case: Case, *, at: datetime, actor_id: str) -> None:
    """Resume a waiting case locked by the caller, who keeps it."""
    become(case, State.IN_PROGRESS if case.holder_id is not None else State.TRIAGED)
    resume_clocks(case, at=at, actor_id=actor_id)
    tell(case, CaseResumed(case_ref=case.ref), at=at, actor_id=actor_id)


def resume_clocks(case: Case, *, at: datetime, actor_id: str) -> None:
    """Let the case's paused clocks count on."""
    for clock in live_clocks(case):
        if clock.state == clocks.PAUSED:
            time = working_time(calendar=clock.calendar)
            reading, segment = clocks.resume(clock.reading, at=at, time=time, actor=actor_id)
            write_reading(clock, reading, [segment])
