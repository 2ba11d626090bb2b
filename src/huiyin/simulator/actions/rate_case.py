"""What the customer does after an answer: rates, says thanks, is called, or comes back."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from random import Random

from huiyin.cases.public import Rating, case_cards, rate_case, record_call_back
from huiyin.simulator.actions.say_words import plan_return, plan_thanks
from huiyin.simulator.actions.stage import Life
from huiyin.simulator.rules import course
from huiyin.simulator.rules.course import Handling, liking, score
from huiyin.simulator.rules.telling import say_plainly

Again = Callable[..., None]
RATES, IS_CALLED, IS_REACHED, THANKS, COMES_BACK = 0.4, 0.4, 0.8, 0.16, 0.5


def plan_rating(life: Life, goes: Handling, *, again: Again) -> None:
    """Plan what the customer makes of an answer; whoever comes second is refused."""
    random = life.matter.chance(f"rating:{life.key}:{life.cycle}")
    at = goes.resolved_at
    hours = (at - life.matter.at).total_seconds() / 3600
    rating = _rating(life, goes, hours=hours, random=random)
    rates, rated = random.random() < RATES, at + timedelta(hours=random.uniform(0.2, 20))
    called = at + timedelta(hours=random.lognormvariate(1.5, 0.6))
    is_reached = random.random() < IS_REACHED
    if rates:
        life.stage.plan(rated, partial(_rate, life, rating, again, at=rated))
    caller = life.stage.house.somebody("care", random=random)
    called = course.in_hours(called, caller.staff, life.stage.zone)

    def call() -> None:
        record_call_back(
            ref=life.ref,
            outcome="rated" if is_reached else "unreachable",
            rating=rating if is_reached else None,
            at=called,
            actor=caller.actor,
        )
        again(at=called)

    # A person calls those to whom that is owed, and a sample of the others.
    owed = life.matter.customer.is_vip or bool(life.matter.customer.vulnerability)
    if owed or random.random() < IS_CALLED:
        life.stage.plan(called, call)
    if goes.fits and random.random() < THANKS:
        plan_thanks(life, at=at + timedelta(hours=random.uniform(0.1, 9)), again=again)
    if not goes.fits and not rates and random.random() < COMES_BACK:
        plan_return(life, at=at + timedelta(hours=random.uniform(20, 150)))


def _rate(life: Life, rating: Rating, again: Again, *, at: datetime) -> None:
    card = case_cards(refs=[life.ref])[life.ref]
    if card.customer_id is not None:
        rate_case(ref=life.ref, customer_id=card.customer_id, rating=rating, at=at)
        again(at=at)


def _rating(life: Life, goes: Handling, *, hours: float, random: Random) -> Rating:
    liked = liking(
        hours=hours, contacts=life.contacts, fits=goes.fits, has_amends=bool(goes.amends)
    )
    points = score(liked, random=random)
    is_late = hours > course.PROMISED_H
    symbol = "rating.slow" if goes.fits and is_late else "rating.good"
    words = say_plainly(life.matter, life.stage.speech, symbol if goes.fits else "rating.bad")
    return Rating(
        score=points,
        is_solved=goes.fits,
        is_timely=not is_late,
        is_satisfied=points >= 4,
        words=words if random.random() < 0.4 else "",
    )
