from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.cases.access import URGE, hold_case
from huiyin.cases.actions.keep_case import keep_case, require_open, tell
from huiyin.cases.actions.keep_remark import keep_remark
from huiyin.cases.events import CaseUrged
from huiyin.cases.models import Case
from huiyin.kernel.access.roles import Actor
from huiyin.kernel.refusal import Refusal
from huiyin.kernel.text import redact
from huiyin.notifications.public import NewStaffNotice, notify_staff, overtake_staff_notices
from huiyin.workforce.public import escalation_contact

URGED, DUE_SOON, OVERDUE = "cases.urged", "cases.due_soon", "cases.overdue"
LEVELS = ("team_lead", "department_head", "supervision")


class CannotUrge(Refusal):
    """Pressure without a word of what to do helps nobody."""

    code = "cannot_urge"


@transaction.atomic
def urge_case(*, ref: str, why: str, at: datetime, actor: Actor) -> None:
    """Urge whoever holds the case; they are told with the reason.

    Raises CannotUrge without a reason; WrongState once it is answered.
    """
    case = hold_case(ref=ref, actor=actor, wanted=URGE)
    require_open(case)
    if not why.strip():
        raise CannotUrge(
            _("%(ref)s was not urged: a reason is missing. Say what should happen next.")
            % {"ref": ref}
        )
    reason = keep_remark(case, why, at=at)
    entry_id = tell(case, CaseUrged(case_ref=ref, why=reason), at=at, actor_id=actor.id)
    tell_staff(case, URGED, key=str(entry_id), at=at, why=redact(why.strip()))
    keep_case(case, at=at)


def tell_staff(
    case: Case, code: str, *, key: str, at: datetime, audience: str = "holder", **values: str
) -> None:
    """Tell the holder, or the people of an escalation level, about a case."""
    people = [case.holder_id] if audience == "holder" and case.holder_id else []
    if not people:
        level = audience if audience in LEVELS else LEVELS[0]
        people = escalation_contact(department=case.department, team=case.team, level=level)
    if not people:
        return
    notice = NewStaffNotice(
        code=code,
        person_ids=tuple(people),
        story=case.ref,
        values={"ref": case.ref, "topic": case.topic, **values},
        dedupe_key=f"{case.ref}:{code}:{key}",
    )
    notify_staff(notices=[notice], at=at)


def end_of_pressing(case: Case, *, at: datetime) -> None:
    """What pressed staff about a case is no news any more: nothing runs on it."""
    overtake_staff_notices(story=case.ref, codes=(URGED, DUE_SOON, OVERDUE), at=at)
