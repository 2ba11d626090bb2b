"""The life of one case: triaged, taken, answered, asked about, resolved, rated, taken up again.

What happens follows from who has it and from the patience of the customer; each act is planned
for its moment and looks by then whether it still makes sense.
"""

from datetime import datetime, timedelta
from functools import partial

from huiyin.cases.public import (
    CaseCard,
    accept_work_order,
    answer_case,
    case_cards,
    classify_case,
    end_work_order,
    grant_concession,
    hand_over_case,
    issue_work_order,
    merge_cases,
    pause_case,
    resolve_case,
    take_case,
)
from huiyin.simulator.actions.hire_staff import Hand
from huiyin.simulator.actions.rate_case import plan_rating
from huiyin.simulator.actions.say_words import add_words
from huiyin.simulator.actions.stage import Life
from huiyin.simulator.rules import course
from huiyin.simulator.rules.course import Handling
from huiyin.simulator.rules.telling import say_plainly

NOTICES_WRONG_TOPIC, KNOWS_TOPIC, SEES_TWIN = 0.8, 0.93, 0.85
MOST_CYCLES = 3
CURRENCY = "CNY"


def play_case(life: Life, *, at: datetime) -> None:
    """Plan what will be done about a case that is open from `at` on."""
    card = case_cards(refs=[life.ref])[life.ref]
    if card.state == "received":
        _plan_triage(life, card, at=at)
    else:
        _plan_work(life, card, at=at)


def _plan_triage(life: Life, card: CaseCard, *, at: datetime) -> None:
    """Somebody of care says what it is about; then it goes to whoever deals with that."""
    random = life.matter.chance(f"triage:{life.key}")
    hand = life.stage.house.somebody("care", random=random)
    then = at + timedelta(minutes=random.lognormvariate(2.2, 0.5) * hand.staff.pace)
    topic = life.matter.topic if random.random() < KNOWS_TOPIC or not card.topic else card.topic

    def triage() -> None:
        classify_case(ref=life.ref, topic=topic, at=then, actor=hand.actor)
        play_case(life, at=then)

    life.stage.plan(then, triage)


def _plan_work(life: Life, card: CaseCard, *, at: datetime) -> None:
    stage, matter = life.stage, life.matter
    random = matter.chance(f"work:{life.key}:{life.cycle}")
    hand = _holder(life, card, is_again=life.cycle > 1)
    right = stage.truths.department(matter)
    is_at_home = card.topic.partition(".")[0] == matter.area
    goes = course.handling(
        at,
        area=matter.area,
        hand=hand.staff,
        load=stage.house.load(hand),
        is_hurried=matter.customer.is_vip or card.urgency == "urgent",
        is_again=life.cycle > 1,
        is_at_home=is_at_home,
        slowness=stage.slowness(at),
        zone=stage.zone,
        random=random,
    )
    taken = goes.taken_at
    # Where the other one is answered already, this one goes its own way.
    if life.twin_of is not None and random.random() < SEES_TWIN:
        into = life.twin_of.ref
        life.by(
            hand,
            taken,
            partial(merge_cases, ref=life.ref, into=into, at=taken, actor=hand.actor),
        )
    notices = random.random() < NOTICES_WRONG_TOPIC
    if not is_at_home and notices and life.cycle == 1 and card.department != right:
        life.by(hand, taken, partial(_pass_on, life, hand, right, at=taken))
        return
    _plan_acts(life, hand, goes)


def _holder(life: Life, card: CaseCard, *, is_again: bool) -> Hand:
    """Return who works on it: who holds it, else somebody of its department."""
    house = life.stage.house
    if is_again and card.department == "supervision":
        return house.by_name["supervisor"]
    held = house.by_person.get(card.holder_id or 0)
    random = life.matter.chance(f"holder:{life.key}")
    return held or house.somebody(card.department, random=random)


def _pass_on(life: Life, hand: Hand, department: str, *, at: datetime) -> None:
    """Put the topic right and hand it to whom it belongs to."""
    classify_case(ref=life.ref, topic=life.matter.topic, at=at, actor=hand.actor)
    why = life.said("handed", department=department)
    hand_over_case(ref=life.ref, department=department, why=why, at=at, actor=hand.actor)
    life.stage.plan(at + timedelta(minutes=31), partial(_go_on, life))


def _go_on(life: Life) -> None:
    """Go on with whoever has it by now."""
    card = case_cards(refs=[life.ref])[life.ref]
    if card.resolved_at is None:
        _plan_work(life, card, at=life.stage.at)


def _plan_acts(life: Life, hand: Hand, goes: Handling) -> None:
    ref, actor = life.ref, hand.actor
    life.by(hand, goes.taken_at, partial(_take, life, hand, at=goes.taken_at))
    received = partial(answer_case, ref=ref, body=life.said("received"), actor=actor)
    life.by(hand, goes.answered_at, partial(received, at=goes.answered_at))
    if goes.asks:
        _plan_question(life, hand, goes)
    if goes.ordered_at is not None:
        _plan_order(life, hand, goes, at=goes.ordered_at)
    if goes.amends:
        _plan_amends(life, hand, goes)
    life.by(hand, goes.resolved_at, partial(_resolve, life, hand, goes))


def _take(life: Life, hand: Hand, *, at: datetime) -> None:
    take_case(ref=life.ref, at=at, actor=hand.actor)
    life.stage.house.holds[hand.person_id] += 1


def _plan_question(life: Life, hand: Hand, goes: Handling) -> None:
    random = life.matter.chance(f"reply:{life.key}")
    at = goes.answered_at
    asked = life.said("question")
    paused = partial(pause_case, ref=life.ref, waits_for="customer", why=asked)
    life.by(hand, at, partial(paused, at=at, actor=hand.actor))
    replied = at + (goes.resolved_at - at) * random.uniform(0.1, 0.7)
    reply = say_plainly(life.matter, life.stage.speech, "reply")
    life.stage.plan(replied, partial(add_words, life, reply, at=replied))


def _plan_order(life: Life, hand: Hand, goes: Handling, *, at: datetime) -> None:
    """Somebody of another department does a part of it."""
    random = life.matter.chance(f"order:{life.key}")
    other = life.stage.house.somebody(goes.order_to, random=random)
    accepted = at + (goes.resolved_at - at) * random.uniform(0.1, 0.3)
    ended = at + (goes.resolved_at - at) * random.uniform(0.5, 0.9)
    is_done = random.random() < 0.92
    result = life.said("done" if is_done else "returned")
    cause = life.matter.cause if is_done else ""

    def order() -> None:
        known = {"ref": life.ref, "department": goes.order_to, "task": life.said("order")}
        work = issue_work_order(at=at, actor=hand.actor, **known)
        taking = partial(accept_work_order, ref=work, at=accepted, actor=other.actor)
        life.stage.plan(accepted, taking)
        ending = partial(end_work_order, ref=work, outcome="done" if is_done else "returned")
        life.stage.plan(
            ended, partial(ending, result=result, cause=cause, at=ended, actor=other.actor)
        )

    life.by(hand, at, partial(order))


def _plan_amends(life: Life, hand: Hand, goes: Handling) -> None:
    at = goes.resolved_at - timedelta(minutes=3)
    given = partial(grant_concession, ref=life.ref, amount_micro=goes.amends)
    why = life.said("amends", given=str(goes.amends // 1_000_000))
    life.by(hand, at, partial(given, currency=CURRENCY, reason=why, at=at, actor=hand.actor))


def _resolve(life: Life, hand: Hand, goes: Handling) -> None:
    resolve_case(
        ref=life.ref,
        answer=answer_of(life, goes),
        cause=life.matter.cause if goes.fits else "",
        at=goes.resolved_at,
        actor=hand.actor,
    )
    life.is_resolved = True
    life.stage.house.holds[hand.person_id] -= 1
    if life.twin_of is None:
        plan_rating(life, goes, again=partial(take_up_again, life))


def answer_of(life: Life, goes: Handling) -> str:
    """Return what the customer is answered."""
    if not goes.fits:
        return life.said("poor")
    given = str(goes.amends // 1_000_000)
    amends = life.said("amends", given=given) if goes.amends else ""
    parts = [life.said(f"answer.{life.matter.area}"), amends, life.said("goodbye")]
    return ("" if life.matter.tongue == "zh" else " ").join(part for part in parts if part)


def take_up_again(life: Life, *, at: datetime) -> None:
    """Somebody deals with what came back, so often: the supervisor with the dissatisfied."""
    card = case_cards(refs=[life.ref])[life.ref]
    if card.closed_at is None and card.resolved_at is None and card.cycle <= MOST_CYCLES:
        life.cycle, life.is_resolved = card.cycle, False
        _plan_work(life, card, at=at)
