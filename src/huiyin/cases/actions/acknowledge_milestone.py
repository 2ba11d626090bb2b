from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.cases.access import VIEW, hold_case
from huiyin.cases.actions.keep_case import tell
from huiyin.cases.actions.take_case import holder_of
from huiyin.cases.events import MilestoneAcknowledged
from huiyin.cases.models import Case, Milestone
from huiyin.kernel.access.roles import Actor
from huiyin.kernel.refusal import NotFound, Refusal
from huiyin.workforce.public import escalation_contact


class NotYourMilestone(Refusal):
    """A warning is answered for by those it was told to."""

    code = "not_your_milestone"


@transaction.atomic
def acknowledge_milestone(
    *, ref: str, clock_id: int, percent: int, at: datetime, actor: Actor
) -> None:
    """Say that one has seen a warning or escalation; the first to say so stays written down.

    Raises NotYourMilestone for anybody it was not told to, NotFound, CannotTake.
    """
    case = hold_case(ref=ref, actor=actor, wanted=VIEW)
    found = Milestone.objects.select_for_update().filter(
        clock__case=case, clock_id=clock_id, percent=percent
    )
    milestone = found.select_related("clock").first()
    if milestone is None:
        raise NotFound(_("The clock has not come that far. Look at the case again."))
    if holder_of(actor, at=at).person_id not in told_to(case, milestone):
        raise NotYourMilestone(
            _("This was told to somebody else, who answers for it. Urge the case instead.")
        )
    if milestone.acknowledged_at is not None:
        return
    milestone.acknowledged_by, milestone.acknowledged_at = actor.id, at
    milestone.save(update_fields=["acknowledged_by", "acknowledged_at"])
    event = MilestoneAcknowledged(
        case_ref=ref, clock_id=clock_id, kind=milestone.clock.kind, percent=percent
    )
    tell(case, event, at=at, actor_id=actor.id)


def told_to(case: Case, milestone: Milestone) -> frozenset[int]:
    """Return who answers for a milestone: whoever holds the case, or those it was raised to."""
    if milestone.action == "warn" and case.holder_id is not None:
        return frozenset({case.holder_id})
    audience = milestone.audience
    level = audience if audience in ("department_head", "supervision") else "team_lead"
    return frozenset(
        escalation_contact(department=case.department, team=case.team, level=level)
    )
