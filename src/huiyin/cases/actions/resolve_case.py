from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from huiyin.cases.access import WORK, hold_case
from huiyin.cases.actions.answer_case import speak
from huiyin.cases.actions.dispatch_cases import start_step
from huiyin.cases.actions.keep_case import (
    WrongState,
    become,
    keep_case,
    require_open,
    send_notice,
    tell,
)
from huiyin.cases.actions.pause_case import resume_clocks
from huiyin.cases.actions.run_clocks import stop_clocks
from huiyin.cases.actions.urge_case import end_of_pressing, tell_staff
from huiyin.cases.events import CallBackInvited, CallBackSpared, CaseResolved
from huiyin.cases.models import CallBack, Case
from huiyin.cases.queries.call_backs import asked_lately
from huiyin.cases.queries.links import rating_token
from huiyin.cases.rules import clocks
from huiyin.cases.rules.life import WAITING, State
from huiyin.cases.rules.rating import call_back_by_person, may_be_spared
from huiyin.kernel.access.roles import Actor
from huiyin.kernel.refusal import Refusal
from huiyin.kernel.timers.schedule import set_timer
from huiyin.standards.public import cause_names
from huiyin.workforce.public import person_of_user

SILENCE = "cases.silence"
PATIENCE = timedelta(days=3)


class UnknownCause(Refusal):
    """No such cause in the tree."""

    code = "unknown_cause"


@transaction.atomic
def resolve_case(
    *,
    ref: str,
    answer: str,
    cause: str,
    at: datetime,
    actor: Actor,
    is_first_contact: bool = False,
) -> None:
    """Give the customer the answer: the promises end, the customer is asked whether it holds.

    `is_first_contact` marks what was solved on the spot. Raises WrongState while work orders
    are open, NothingSaid without an answer, UnknownCause.
    """
    case = hold_case(ref=ref, actor=actor, wanted=WORK)
    require_open(case)
    require_cause(cause)
    _refuse_open_orders(case)
    if case.state in WAITING:
        resume_clocks(case, at=at, actor_id=actor.id)
    speak(case, answer, at=at, actor_id=actor.id)
    become(case, State.RESOLVED)
    case.cause, case.resolved_at = cause, at
    case.is_first_contact = is_first_contact and case.handovers == 0
    if case.holder_id is None and actor.user_id is not None:
        _credit(case, actor.user_id, at=at)
    stop_clocks(case, at=at, actor_id=actor.id)
    end_of_pressing(case, at=at)
    event = CaseResolved(
        case_ref=ref, cycle=case.cycle, cause=cause, is_first_contact=case.is_first_contact
    )
    tell(case, event, at=at, actor_id=actor.id)
    invite(case, at=at, actor_id=actor.id)
    keep_case(case, at=at)


def require_cause(cause: str) -> None:
    """Raise UnknownCause unless `cause` is one of the tree, or none is named."""
    if cause and cause not in cause_names(language="en"):
        raise UnknownCause(
            _("There is no cause %(cause)s. Choose one from the list.") % {"cause": cause}
        )


def invite(case: Case, *, at: datetime, actor_id: str) -> None:
    """Ask the customer whether it is solved: a person does where that is owed.

    What a person owes does not end by the customer's silence; its clock goes on and escalates.
    Who was asked about another case lately is told of the answer and not asked; they may rate
    it all the same, and say that it is not solved.
    """
    by_person = call_back_by_person(
        is_vip=case.is_vip, is_vulnerable=case.is_vulnerable, urgency=case.urgency
    )
    asked_ref = _asked_elsewhere(case, by_person=by_person, at=at)
    expires_at = at + PATIENCE
    call_back = CallBack.objects.create(
        case=case,
        cycle=case.cycle,
        by_person=by_person,
        is_spared=bool(asked_ref),
        invited_at=at,
        expires_at=expires_at,
    )
    if not asked_ref:
        start_step(case, clocks.CALL_BACK, at=at)
    if by_person:
        tell_staff(case, "cases.call_back_wanted", key=str(case.cycle), at=at)
    else:
        set_timer(kind=SILENCE, subject=f"{case.pk}:{case.cycle}", due_at=expires_at)
    tell(case, _invited(case, asked_ref, by_person=by_person), at=at, actor_id=actor_id)
    path = reverse("portal:rate", args=[rating_token(call_back)])
    words = "cases.answered" if asked_ref else "cases.resolved"
    send_notice(case, words, at=at, link=f"{settings.PUBLIC_URL}{path}")


def _asked_elsewhere(case: Case, *, by_person: bool, at: datetime) -> str:
    """Return the case for whose sake this one is not asked about, or nothing."""
    may_be = may_be_spared(
        by_person=by_person,
        cycle=case.cycle,
        escalation=case.escalation,
        is_bypass=case.is_bypass,
    )
    days = settings.RATING_PAUSE_DAYS
    return asked_lately(case=case, days=days, at=at) if may_be else ""


def _invited(
    case: Case, asked_ref: str, *, by_person: bool
) -> CallBackInvited | CallBackSpared:
    if not asked_ref:
        return CallBackInvited(case_ref=case.ref, cycle=case.cycle, by_person=by_person)
    return CallBackSpared(
        case_ref=case.ref,
        cycle=case.cycle,
        asked_ref=asked_ref,
        days=settings.RATING_PAUSE_DAYS,
    )


def _credit(case: Case, user_id: int, *, at: datetime) -> None:
    person = person_of_user(user_id=user_id, at=at)
    if person is not None:
        case.holder_id, case.department = person.person_id, person.department
        case.team = person.team


def _refuse_open_orders(case: Case) -> None:
    open_orders = list(case.work_orders.filter(ended_at=None).values_list("ref", flat=True))
    if open_orders:
        raise WrongState(
            _("%(refs)s are still open. End or cancel them, then resolve the case.")
            % {"refs": ", ".join(open_orders)}
        )
