"""A month of the small operator's life, played through the public doors."""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from heapq import heappop, heappush
from importlib.resources import files
from random import Random
from typing import TypeAlias

from huiyin.cases.public import (
    CaseCard,
    NewComplaint,
    Rating,
    answer_case,
    case_cards,
    open_cases,
    rate_case,
    resolve_case,
    take_case,
)
from huiyin.kernel.access.roles import Actor
from huiyin.kernel.refusal import Refusal
from huiyin.kernel.timers.schedule import fire_all
from huiyin.simulator.rules import course, words
from huiyin.simulator.rules.people import Customer
from huiyin.simulator.rules.words import Pattern
from huiyin.workforce.public import persons

Act: TypeAlias = Callable[[], None]
GRATITUDE = ("谢谢，解决了", "处理很快，满意", "可以", "态度很好")
GRIEVANCE = ("根本没解决", "答非所问", "太慢了", "还是老样子")


@cache
def patterns() -> tuple[Pattern, ...]:
    """Return the ways to say something, as written by us."""
    return tuple(Pattern(r["topic"], r["language"], r["text"]) for r in _rows("patterns.tsv"))


@cache
def answers() -> dict[tuple[str, bool], str]:
    """Return the answer of each area, the good and the poor one."""
    good = {(row["area"], True): row["good"] for row in _rows("answers.tsv")}
    return good | {(row["area"], False): row["poor"] for row in _rows("answers.tsv")}


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files("huiyin.simulator") / "seeds" / name).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines(), delimiter="\t")


@dataclass(slots=True)
class Play:
    """What is going to happen, in the order of time."""

    customers: Sequence[Customer]
    staff: dict[str, Actor]
    random: Random
    due: list[tuple[datetime, int, Act]] = field(default_factory=list)
    planned: int = 0

    def plan(self, at: datetime, act: Act) -> None:
        self.planned += 1
        heappush(self.due, (at, self.planned, act))


def play_history(
    play: Play, *, complaints: int, days: int, until: datetime, progress: Callable[[int], None]
) -> int:
    """Play `complaints` matters over the last `days` up to `until`, each act at its moment.

    Timers ring on the way as they would have. Returns how many acts were played.
    """
    first = until - timedelta(days=days)
    for at in course.arrivals(complaints, first=first, days=days, random=play.random):
        play.plan(at, _arrival(play, at))
    done, rung = 0, first
    while play.due and play.due[0][0] < until:
        at, _place, act = heappop(play.due)
        if at - rung > timedelta(hours=2):
            fire_all(at=at)
            rung = at
        try:
            act()
        except Refusal:
            # As in life: somebody was quicker, or the matter is past it.
            continue
        done += 1
        progress(done)
    return done


def complain(customer: Customer, *, at: datetime, random: Random) -> NewComplaint:
    """Return what this customer complains of now."""
    pattern = words.choose(patterns(), customer, random=random)
    contacts = [("phone", customer.phone)]
    if customer.email:
        contacts.append(("email", customer.email))
    return NewComplaint(
        body=words.say(pattern, customer, at=at, random=random),
        at=at,
        channel=course.channel(random=random),
        contacts=tuple(contacts),
        name=customer.name,
        language=customer.language,
        region=customer.region,
        place=customer.place,
        is_history=True,
    )


def _arrival(play: Play, at: datetime) -> Act:
    def arrive() -> None:
        customer = play.random.choice(play.customers)
        said = complain(customer, at=at, random=play.random)
        opened = open_cases(complaints=[said], at=at, actor_id="system")[0]
        if opened.outcome in ("opened", "repeated"):
            case = case_cards(refs=[opened.ref])[opened.ref]
            for moment, act in _acts(case, customer, play.staff, play.random):
                play.plan(moment, act)

    return arrive


def _acts(
    case: CaseCard, customer: Customer, staff: dict[str, Actor], random: Random
) -> list[tuple[datetime, Callable[[], None]]]:
    """Return what will be done about a case, and when."""
    goes = course.course(case.opened_at, is_vip=customer.is_vip, random=random)
    actor = _holder(case, staff, random)
    ref, area = case.ref, case.topic.partition(".")[0] or "service"
    said = words.filled(
        answers().get((area, goes.is_good), answers()["service", goes.is_good]),
        {"place": customer.place},
    )
    acts: list[tuple[datetime, Callable[[], None]]] = [
        (goes.taken_at, lambda: take_case(ref=ref, at=goes.taken_at, actor=actor)),
        (
            goes.answered_at,
            lambda: _ignore(
                answer_case(
                    ref=ref, body="您好，已收到，正在核实。", at=goes.answered_at, actor=actor
                )
            ),
        ),
        (
            goes.resolved_at,
            lambda: resolve_case(
                ref=ref, answer=said, cause="", at=goes.resolved_at, actor=actor
            ),
        ),
    ]
    if goes.rated_at is not None and case.customer_id is not None:
        acts.append((goes.rated_at, _rating(case, goes, random)))
    return acts


def _rating(case: CaseCard, goes: course.Course, random: Random) -> Callable[[], None]:
    score, at, customer_id = goes.score, goes.rated_at, case.customer_id
    assert score is not None  # noqa: S101 - asked by the caller
    assert at is not None  # noqa: S101
    assert customer_id is not None  # noqa: S101
    said = random.choice(GRATITUDE if score > 2 else GRIEVANCE)
    rating = Rating(
        score=score,
        is_solved=score > 2,
        is_timely=goes.resolved_at - case.opened_at < timedelta(hours=48),
        is_satisfied=score >= 4,
        words=said if random.random() < 0.4 else "",
    )
    return lambda: rate_case(ref=case.ref, customer_id=customer_id, rating=rating, at=at)


def _holder(case: CaseCard, staff: dict[str, Actor], random: Random) -> Actor:
    """Return who works on it: its holder where one of ours holds it, else somebody of care."""
    if case.holder_id is not None:
        known = persons(person_ids=[case.holder_id], at=case.opened_at)
        user_id = known[case.holder_id].user_id if case.holder_id in known else None
        for actor in staff.values():
            if actor.id == f"user:{user_id}":
                return actor
    return staff[random.choice(("agent", "agent2", "agent3", "agent4"))]


def _ignore(_answer: object) -> None:
    return None
