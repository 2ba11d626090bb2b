"""What customers do themselves, passed on by an app or a site of the operator; call-backs."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Literal

from ninja import Router, Schema
from pydantic import Field

from huiyin.cases.access import SPEAK, Visitor
from huiyin.cases.actions.add_words import Said, add_words, ask_again
from huiyin.cases.actions.close_case import withdraw_case
from huiyin.cases.actions.rate_case import Rating, rate_case, record_call_back
from huiyin.cases.models import CallBack, Case
from huiyin.cases.rest.shapes import DoneOut, Ref, changed, masked, seen
from huiyin.cases.rest.work import WordsIn
from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import require
from huiyin.kernel.clock import now
from huiyin.kernel.rest.examples import example

router = Router()
SAID = {
    "score": 5,
    "is_solved": True,
    "is_timely": True,
    "is_satisfied": True,
    "words": "处理很快，谢谢。",
}


class RatingIn(Schema, extra="forbid", json_schema_extra=example(**SAID)):
    """From 1 to 5; what the customer did not say stays null."""

    score: Annotated[int, Field(ge=1, le=5)] | None = None
    is_solved: bool | None = None
    is_timely: bool | None = None
    is_satisfied: bool | None = None
    words: Annotated[str, Field(max_length=2000)] = ""


class CallBackIn(
    Schema, extra="forbid", json_schema_extra=example(outcome="rated", rating=SAID)
):
    """`rated` needs the rating; after the third `unreachable` the complaint is closed."""

    outcome: Literal["rated", "unreachable"]
    rating: RatingIn | None = None


class RatingOut(
    Schema,
    json_schema_extra=example(
        cycle=1,
        outcome="rated",
        by_person=False,
        attempts=0,
        invited_at="2026-03-03T01:00:00Z",
        answered_at="2026-03-03T02:00:00Z",
        **SAID,
    ),
):
    """One a cycle. `outcome` is rated, unreachable, silent or spared (nobody asked, as the
    customer was asked about another complaint lately); empty while nobody answered.
    """

    cycle: int
    outcome: str
    by_person: bool
    attempts: int
    invited_at: datetime
    answered_at: datetime | None
    score: int | None
    is_solved: bool | None
    is_timely: bool | None
    is_satisfied: bool | None
    words: str

    @staticmethod
    def resolve_words(asked: CallBack) -> str:
        return masked(asked.words)


class Ratings(Schema):
    items: list[RatingOut]


@router.post(
    "/{ref}/words",
    response=DoneOut,
    operation_id="add_words",
    summary="The customer adds words",
)
def add(request: Request, ref: Ref, said: WordsIn) -> Case:
    """To a complaint that is open; one that waited goes on. `wrong_state` once it is answered:
    ask again instead.
    """
    case = _spoken_for(request, ref)
    words = Said(words=said.words)
    add_words(ref=ref, said=words, visitor=_visitor(request, case), at=now())
    return changed(case)


@router.post(
    "/{ref}/ask-again",
    response=DoneOut,
    operation_id="ask_again",
    summary="The customer says it is not solved",
)
def again(request: Request, ref: Ref, said: WordsIn) -> Case:
    """An answered complaint is taken up again, with new promises. `wrong_state` while it is
    open.
    """
    case = _spoken_for(request, ref)
    words = Said(words=said.words)
    ask_again(ref=ref, said=words, visitor=_visitor(request, case), at=now())
    return changed(case)


@router.post(
    "/{ref}/withdraw",
    response=DoneOut,
    operation_id="withdraw_complaint",
    summary="The customer takes it back",
)
def withdraw(request: Request, ref: Ref) -> Case:
    """Its clocks are cancelled. `wrong_state` once it is answered."""
    case = _spoken_for(request, ref)
    withdraw_case(ref=ref, customer_id=case.customer_id, at=now(), through=request.actor.id)
    return changed(case)


@router.post(
    "/{ref}/ratings",
    response=DoneOut,
    operation_id="rate_complaint",
    summary="The customer rates",
)
def rate(request: Request, ref: Ref, said: RatingIn) -> Case:
    """Satisfied closes it; dissatisfied brings it back in progress, to a supervisor. One a
    cycle: `wrong_state` unless it is resolved and not yet rated.
    """
    case = _spoken_for(request, ref)
    rate_case(
        ref=ref,
        customer_id=case.customer_id,
        rating=_rating(said),
        at=now(),
        through=request.actor.id,
    )
    return changed(case)


@router.get(
    "/{ref}/ratings",
    response=Ratings,
    operation_id="list_ratings",
    summary="How it was rated",
)
def ratings(request: Request, ref: Ref) -> Mapping[str, Sequence[CallBack]]:
    """What the customer was asked after each answer, and said."""
    return {"items": list(seen(request, ref).call_backs.order_by("cycle"))}


@router.post(
    "/{ref}/call-backs",
    response=DoneOut,
    operation_id="record_call_back",
    summary="Write a call-back down",
)
def call_back(request: Request, ref: Ref, made: CallBackIn) -> Case:
    """Made by a person, for example in a call centre of its own. Refused with `bad_rating`
    where the rating is missing, with `wrong_state` unless it is resolved.
    """
    case = seen(request, ref)
    record_call_back(
        ref=ref,
        outcome=made.outcome,
        rating=_rating(made.rating) if made.rating else None,
        at=now(),
        actor=request.actor,
    )
    return changed(case)


def _spoken_for(request: Request, ref: str) -> Case:
    case = seen(request, ref)
    require(request.actor, SPEAK, department=case.department, region=case.region)
    return case


def _visitor(request: Request, case: Case) -> Visitor:
    refs = frozenset({case.ref})
    return Visitor(customer_id=case.customer_id, refs=refs, through=request.actor.id)


def _rating(said: RatingIn) -> Rating:
    return Rating(**said.model_dump())
