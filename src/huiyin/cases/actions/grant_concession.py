from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.cases.access import APPROVE, GRANT, hold_case
from huiyin.cases.actions.keep_case import send_notice, tell
from huiyin.cases.actions.take_case import holder_of
from huiyin.cases.actions.urge_case import tell_staff
from huiyin.cases.events import ConcessionAsked, ConcessionDecided
from huiyin.cases.models import Case, Concession
from huiyin.kernel.access.roles import Actor
from huiyin.kernel.refusal import NotFound, Refusal
from huiyin.workforce.public import authority_limit


class CannotGrant(Refusal):
    """An amount or a decision that cannot be."""

    code = "cannot_grant"


@transaction.atomic
def grant_concession(
    *, ref: str, amount_micro: int, currency: str, reason: str, at: datetime, actor: Actor
) -> str:
    """Make amends in money (millionths of the unit): granted at once within one's authority,
    else left for approval. Returns the state, `granted` or `pending`. Raises CannotGrant.
    """
    case = hold_case(ref=ref, actor=actor, wanted=GRANT)
    if amount_micro <= 0 or not reason.strip():
        raise CannotGrant(_("Give an amount above zero and the reason for it."))
    limit = _limit(actor, currency, at=at)
    state = "granted" if amount_micro <= limit else "pending"
    concession = Concession.objects.create(
        case=case,
        amount_micro=amount_micro,
        currency=currency,
        reason=reason.strip()[:400],
        state=state,
        # A key asks in the name of its owner, who must not approve it in the browser.
        asked_by=actor.principal,
        asked_at=at,
        decided_by=actor.id if state == "granted" else "",
        decided_at=at if state == "granted" else None,
    )
    event = ConcessionAsked(
        case_ref=ref, concession_id=concession.pk, needs_approval=state == "pending"
    )
    tell(case, event, at=at, actor_id=actor.id)
    if state == "granted":
        _say_granted(case, concession, at=at)
    else:
        tell_staff(
            case,
            "cases.approval_wanted",
            key=str(concession.pk),
            at=at,
            audience="department_head",
            amount=_worded(concession),
        )
    return state


@transaction.atomic
def decide_concession(
    *,
    ref: str,
    concession_id: int,
    is_approved: bool,
    decision: str,
    at: datetime,
    actor: Actor,
) -> None:
    """Approve or reject what was beyond another's authority; never one's own.

    Raises CannotGrant beyond one's own authority or on one's own request, NotFound.
    """
    case = hold_case(ref=ref, actor=actor, wanted=APPROVE)
    concession = (
        case.concessions.select_for_update().filter(pk=concession_id, state="pending").first()
    )
    if concession is None:
        raise NotFound(_("Nothing waits for a decision here. It may be decided already."))
    if concession.asked_by == actor.principal:
        raise CannotGrant(_("Nobody approves what they asked for. Ask a colleague."))
    if is_approved and concession.amount_micro > _limit(actor, concession.currency, at=at):
        raise CannotGrant(_("The amount is beyond your authority too. Pass it further up."))
    concession.state = "approved" if is_approved else "rejected"
    concession.decided_by, concession.decided_at = actor.id, at
    concession.decision = decision.strip()[:400]
    concession.save()
    event = ConcessionDecided(case_ref=ref, concession_id=concession.pk, state=concession.state)
    tell(case, event, at=at, actor_id=actor.id)
    if is_approved:
        _say_granted(case, concession, at=at)


def _limit(actor: Actor, currency: str, *, at: datetime) -> int:
    return authority_limit(person_id=holder_of(actor, at=at).person_id, currency=currency)


def _worded(concession: Concession) -> str:
    return f"{concession.amount_micro / 1_000_000:.2f} {concession.currency}"


def _say_granted(case: Case, concession: Concession, *, at: datetime) -> None:
    send_notice(
        case,
        "cases.concession_granted",
        at=at,
        key=str(concession.pk),
        amount=_worded(concession),
    )
