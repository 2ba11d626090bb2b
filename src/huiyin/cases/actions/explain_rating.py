from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.cases.actions.keep_case import WrongState, keep_case, tell
from huiyin.cases.actions.rate_case import Rating
from huiyin.cases.actions.reopen_case import open_again
from huiyin.cases.events import RatingExplained
from huiyin.cases.models import CallBack, Case
from huiyin.cases.rules.life import State

# A rating is one tap; the questions after it may be answered for this long.
PATIENCE = timedelta(days=1)


@transaction.atomic
def explain_rating(*, call_back_id: int, rating: Rating, at: datetime) -> None:
    """Add to a rating what the customer says about it afterwards, once; the score stays.

    "Not solved" takes a closed case up again, as it would have at once. Raises WrongState
    when there is no rating to explain, or it was explained.
    """
    asked = CallBack.objects.filter(pk=call_back_id)
    case = Case.objects.select_for_update().filter(pk__in=asked.values("case_id")).first()
    rated = CallBack.objects.select_for_update().filter(pk=call_back_id).first()
    if case is None or rated is None or not is_explainable(rated, at=at):
        raise WrongState(
            _("There is no rating to add to now. Tell us more in your matter, or call us.")
        )
    rated.is_solved, rated.is_timely = rating.is_solved, rating.is_timely
    rated.is_satisfied, rated.words = rating.is_satisfied, rating.words.strip()
    rated.save()
    event = RatingExplained(
        case_ref=case.ref,
        cycle=rated.cycle,
        is_solved=rating.is_solved,
        is_timely=rating.is_timely,
        is_satisfied=rating.is_satisfied,
    )
    actor_id = f"customer:{case.customer_id or 0}"
    tell(case, event, at=at, actor_id=actor_id)
    if rating.is_solved is False and case.state == State.CLOSED and case.cycle == rated.cycle:
        open_again(case, why="dissatisfied", at=at, actor_id=actor_id, to_supervisor=True)
        keep_case(case, at=at)


def is_explainable(rated: CallBack, *, at: datetime) -> bool:
    """Return whether a rating still waits for what lies behind it."""
    said = (rated.is_solved, rated.is_timely, rated.is_satisfied)
    if rated.outcome != "rated" or rated.answered_at is None or rated.words:
        return False
    return all(each is None for each in said) and at < rated.answered_at + PATIENCE
