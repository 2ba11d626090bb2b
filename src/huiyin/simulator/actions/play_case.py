"""The life of one case: taken, answered, asked about, resolved, rated, and taken up again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import partial
from random import Random
from typing import TypeAlias

from huiyin.cases.public import (
    CaseCard,
    Rating,
    answer_case,
    case_cards,
    follow_up_case,
    pause_case,
    rate_case,
    record_call_back,
    resolve_case,
    take_case,
)
from huiyin.kernel.access.roles import Actor
from huiyin.simulator.rules import course, words
from huiyin.simulator.rules.course import Course
from huiyin.simulator.rules.people import Customer
from huiyin.simulator.seeds.sayings import answers
from huiyin.workforce.public import workers

Plan: TypeAlias = Callable[[datetime, Callable[[], object]], None]
CARE = ("agent", "agent2", "agent3", "agent4")
MOST_CYCLES = 3


@dataclass(frozen=True, slots=True)
class Matter:
    """One customer's case and who there is to work on it."""

    ref: str
    customer: Customer
    staff: dict[str, Actor]
    plan: Plan
    zone: tzinfo
    random: Random


def play_case(matter: Matter, *, at: datetime) -> None:
    """Plan what will be done about a case that is open from `at` on."""
    case = case_cards(refs=[matter.ref])[matter.ref]
    is_again = case.cycle > 1
    goes = course.course(
        at,
        is_vip=matter.customer.is_vip,
        is_again=is_again,
        zone=matter.zone,
        random=matter.random,
    )
    # What comes back dissatisfied is the supervisor's.
    actor = matter.staff["supervisor"] if is_again else _holder(case, matter)
    _plan_work(matter, case, goes, actor)
    _plan_rating(matter, case, goes)


def _plan_work(matter: Matter, case: CaseCard, goes: Course, actor: Actor) -> None:
    ref, plan, tongue = matter.ref, matter.plan, words.spoken(matter.customer)
    received, asked = words.RECEIVED[tongue], words.QUESTION[tongue]
    said = _answer(case, matter, is_good=goes.is_good)
    taken, answered, resolved = goes.taken_at, goes.answered_at, goes.resolved_at
    plan(taken, lambda: take_case(ref=ref, at=taken, actor=actor))
    plan(answered, lambda: answer_case(ref=ref, body=received, at=answered, actor=actor))
    if goes.replied_at is not None:
        plan(
            answered,
            lambda: pause_case(
                ref=ref, waits_for="customer", why=asked, at=answered, actor=actor
            ),
        )
        plan(goes.replied_at, _following_up(case, words.REPLY[tongue], at=goes.replied_at))
    if goes.chased_at is not None and tongue == "zh":
        chasing = words.filled(matter.random.choice(words.CHASING), {"ref": ref})
        plan(goes.chased_at, _following_up(case, chasing, at=goes.chased_at))
    plan(
        resolved,
        lambda: resolve_case(ref=ref, answer=said, cause="", at=resolved, actor=actor),
    )


def _following_up(case: CaseCard, said: str, *, at: datetime) -> Callable[[], object]:
    by = f"customer:{case.customer_id or 0}"
    return partial(follow_up_case, ref=case.ref, words=said, at=at, actor_id=by)


def _answer(case: CaseCard, matter: Matter, *, is_good: bool) -> str:
    if words.spoken(matter.customer) == "en":
        return words.GOOD_IN_ENGLISH if is_good else words.POOR_IN_ENGLISH
    area, known = case.topic.partition(".")[0], answers()
    said = known.get((area, is_good), known["service", is_good])
    return words.filled(said, {"place": matter.customer.place})


def _plan_rating(matter: Matter, case: CaseCard, goes: Course) -> None:
    """The customer rates, or somebody of care calls; whoever comes second is refused."""
    rating = _rating(case, goes, matter.random)
    caller = matter.staff[matter.random.choice(CARE)]

    def rate(at: datetime) -> None:
        rate_case(ref=case.ref, customer_id=case.customer_id, rating=rating, at=at)
        _take_up_again(matter, at=at)

    def call(at: datetime) -> None:
        outcome = "rated" if goes.is_reached else "unreachable"
        said = rating if goes.is_reached else None
        record_call_back(ref=case.ref, outcome=outcome, rating=said, at=at, actor=caller)
        _take_up_again(matter, at=at)

    if goes.rated_at is not None and case.customer_id is not None:
        matter.plan(goes.rated_at, partial(rate, goes.rated_at))
    matter.plan(goes.called_at, partial(call, goes.called_at))


def _take_up_again(matter: Matter, *, at: datetime) -> None:
    case = case_cards(refs=[matter.ref])[matter.ref]
    if case.closed_at is None and case.resolved_at is None and case.cycle <= MOST_CYCLES:
        play_case(matter, at=at)


def _rating(case: CaseCard, goes: Course, random: Random) -> Rating:
    is_content = goes.score > 2
    said = random.choice(words.GRATITUDE if is_content else words.GRIEVANCE)
    return Rating(
        score=goes.score,
        is_solved=is_content,
        is_timely=(goes.resolved_at - case.opened_at).total_seconds() < 48 * 3600,
        is_satisfied=goes.score >= 4,
        words=said if random.random() < 0.4 else "",
    )


def _holder(case: CaseCard, matter: Matter) -> Actor:
    """Return who works on it: who holds it, else somebody of its department, else of care."""
    users = {actor.id: actor for actor in matter.staff.values()}
    known = workers(at=case.opened_at)
    held = [one for one in known if one.person_id == case.holder_id]
    there = [one for one in known if one.department == case.department and one.capacity]
    fitting = [f"user:{one.user_id}" for one in held or there]
    able = [users[one] for one in fitting if one in users]
    return matter.random.choice(able or [matter.staff[name] for name in CARE])
