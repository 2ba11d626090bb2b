from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.cases.access import CALL_BACK, hold_case
from huiyin.cases.actions.close_case import end_case
from huiyin.cases.actions.keep_case import WrongState, become, keep_case, tell
from huiyin.cases.actions.reopen_case import open_again
from huiyin.cases.actions.resolve_case import SILENCE
from huiyin.cases.actions.run_clocks import stop_clocks
from huiyin.cases.events import CallBackMissed, CaseRated
from huiyin.cases.models import CallBack, Case
from huiyin.cases.rules import clocks
from huiyin.cases.rules.life import State
from huiyin.cases.rules.rating import is_dissatisfied
from huiyin.kernel.access.roles import Actor
from huiyin.kernel.refusal import NotFound, Refusal
from huiyin.kernel.timers.schedule import cancel_timers

MOST_CALLS = 3


class BadRating(Refusal):
    """A rating outside the scale."""

    code = "bad_rating"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """What the customer says of it: 1-5, solved, timely, satisfied, in their own words."""

    score: int | None
    is_solved: bool | None = None
    is_timely: bool | None = None
    is_satisfied: bool | None = None
    words: str = ""


@transaction.atomic
def record_call_back(
    *, ref: str, outcome: str, rating: Rating | None, at: datetime, actor: Actor
) -> None:
    """Write down a call-back by a person: `rated` with the rating, or `unreachable`.

    Raises WrongState unless the case is resolved, BadRating.
    """
    case = hold_case(ref=ref, actor=actor, wanted=CALL_BACK)
    if outcome == "unreachable":
        _note_unreachable(case, at=at, actor=actor)
    elif rating is None:
        raise BadRating(_("Choose how the customer rated it, or that nobody was reached."))
    else:
        take_rating(case, rating, at=at, actor_id=actor.id)


@transaction.atomic
def rate_case(
    *, ref: str, customer_id: int | None, rating: Rating, at: datetime, through: str = ""
) -> None:
    """Take the customer's own rating; one a cycle. Raises NotFound, WrongState, BadRating.

    `customer_id` is None for a case that nobody gave a contact for; `through` names whoever
    passes the customer's word on.
    """
    case = Case.objects.select_for_update().filter(ref=ref, customer_id=customer_id).first()
    if case is None:
        raise NotFound(_("There is no matter %(ref)s of yours.") % {"ref": ref})
    take_rating(case, rating, at=at, actor_id=through or f"customer:{customer_id or 0}")


def take_rating(case: Case, rating: Rating, *, at: datetime, actor_id: str) -> None:
    """Write the rating down; dissatisfied goes to the supervisor, satisfied is closed."""
    if rating.score is not None and not 1 <= rating.score <= 5:
        raise BadRating(_("A rating is a number from 1 to 5."))
    asked = _asked(case)
    asked.outcome, asked.answered_at, asked.recorded_by = "rated", at, actor_id
    asked.score, asked.words = rating.score, rating.words.strip()
    asked.is_solved, asked.is_timely = rating.is_solved, rating.is_timely
    asked.is_satisfied = rating.is_satisfied
    asked.save()
    event = CaseRated(
        case_ref=case.ref,
        cycle=case.cycle,
        score=rating.score,
        is_solved=rating.is_solved,
        is_timely=rating.is_timely,
        is_satisfied=rating.is_satisfied,
    )
    tell(case, event, at=at, actor_id=actor_id)
    cancel_timers(kind=SILENCE, subjects=[f"{case.pk}:{case.cycle}"])
    stop_clocks(case, at=at, actor_id=actor_id, kinds=[clocks.CALL_BACK])
    become(case, State.CALLED_BACK)
    if is_dissatisfied(score=rating.score, is_solved=rating.is_solved):
        open_again(case, why="dissatisfied", at=at, actor_id=actor_id, to_supervisor=True)
    else:
        end_case(case, why="rated", at=at, actor_id=actor_id)
    keep_case(case, at=at)


def _asked(case: Case) -> CallBack:
    asked = (
        case.call_backs.select_for_update()
        .filter(cycle=case.cycle, outcome__in=["", "unreachable"])
        .first()
    )
    if asked is None or case.state != State.RESOLVED:
        raise WrongState(
            _("%(ref)s does not wait for a rating now. It was rated, or is still being solved.")
            % {"ref": case.ref}
        )
    return asked


def _note_unreachable(case: Case, *, at: datetime, actor: Actor) -> None:
    """Count a call that reached nobody; after the third the case is closed, saying so."""
    asked = _asked(case)
    asked.outcome, asked.recorded_by, asked.answered_at = "unreachable", actor.id, at
    asked.attempts += 1
    asked.save()
    event = CallBackMissed(case_ref=case.ref, cycle=case.cycle, attempts=asked.attempts)
    tell(case, event, at=at, actor_id=actor.id)
    if asked.attempts >= MOST_CALLS:
        end_case(case, why="unreachable", at=at, actor_id=actor.id)
        keep_case(case, at=at)
