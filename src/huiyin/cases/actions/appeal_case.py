from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.cases.access import WORK, hold_case
from huiyin.cases.actions.keep_case import keep_case, tell
from huiyin.cases.actions.keep_remark import keep_remark
from huiyin.cases.actions.urge_case import tell_staff
from huiyin.cases.events import AppealDecided, CaseAppealed
from huiyin.cases.models import Appeal
from huiyin.kernel.access.roles import Actor
from huiyin.kernel.refusal import NotFound, Refusal


class CannotAppeal(Refusal):
    """An appeal goes to somebody."""

    code = "cannot_appeal"


@transaction.atomic
def appeal_case(*, ref: str, body: str, at: datetime, actor: Actor, reference: str = "") -> int:
    """Write down that the matter was taken to the regulator or another body (申诉).

    It counts as bypassing us when the case had no answer yet. Returns the appeal's id.
    Raises CannotAppeal without a body.
    """
    case = hold_case(ref=ref, actor=actor, wanted=WORK)
    if not body.strip():
        raise CannotAppeal(_("Say which body the matter was taken to."))
    appeal = Appeal.objects.create(
        case=case, body=body.strip()[:80], reference=reference.strip()[:80], filed_at=at
    )
    if case.resolved_at is None:
        case.is_bypass = True
    case.escalation = max(case.escalation, 2)
    named = keep_remark(case, appeal.body, at=at)
    event = CaseAppealed(case_ref=ref, appeal_id=appeal.pk, body=named)
    tell(case, event, at=at, actor_id=actor.id)
    tell_staff(case, "cases.appealed", key=str(appeal.pk), at=at, audience="supervision")
    keep_case(case, at=at)
    return int(appeal.pk)


@transaction.atomic
def decide_appeal(
    *, ref: str, appeal_id: int, decision: str, at: datetime, actor: Actor
) -> None:
    """Write down what the other body decided; once. Raises CannotAppeal, NotFound."""
    case = hold_case(ref=ref, actor=actor, wanted=WORK)
    if not decision.strip():
        raise CannotAppeal(_("Say what was decided."))
    appeal = case.appeals.select_for_update().filter(pk=appeal_id).first()
    if appeal is None or appeal.decided_at is not None:
        raise NotFound(_("No such appeal waits for a decision. Look at the case again."))
    appeal.decision, appeal.decided_at = decision.strip(), at
    appeal.save(update_fields=["decision", "decided_at"])
    event = AppealDecided(case_ref=ref, appeal_id=appeal_id)
    tell(case, event, at=at, actor_id=actor.id)
    keep_case(case, at=at)
