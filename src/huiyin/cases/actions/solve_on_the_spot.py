from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.cases.access import OPEN, WORK
from huiyin.cases.actions.open_cases import open_cases
from huiyin.cases.actions.resolve_case import resolve_case
from huiyin.cases.actions.take_case import holder_of, take_case
from huiyin.cases.rules.opening import NewComplaint, Opened
from huiyin.kernel.access.roles import Actor, require
from huiyin.kernel.refusal import Refusal


class CannotSolve(Refusal):
    """Solving on the spot needs to be about something."""

    code = "cannot_solve"


@transaction.atomic
def solve_on_the_spot(
    *, complaint: NewComplaint, answer: str, cause: str, at: datetime, actor: Actor
) -> Opened:
    """Open a complaint, keep it and answer it in one go; all of it happens, or nothing.

    Counts as solved at the first contact only where the customer had not come with it before.
    What chases an open case is answered there. Raises CannotSolve without a topic, CannotTake,
    NothingSaid, WrongState.
    """
    require(actor, OPEN)
    require(actor, WORK)
    if not complaint.topic:
        raise CannotSolve(_("What is solved is counted by its topic. Choose the topic first."))
    person = holder_of(actor, at=at)
    kept = replace(complaint, kept_by=person.person_id)
    opened = open_cases(complaints=[kept], at=at, actor_id=actor.id)[0]
    if opened.outcome == "joined":
        take_case(ref=opened.ref, at=at, actor=actor)
    resolve_case(
        ref=opened.ref,
        answer=answer,
        cause=cause,
        at=at,
        actor=actor,
        is_first_contact=opened.outcome == "opened",
    )
    return opened
