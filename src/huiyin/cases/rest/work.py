"""What staff do with a complaint, done by a machine in their name or in the operator's."""

from typing import Annotated, Literal

from ninja import Router, Schema
from ninja.responses import Status
from pydantic import Field

from huiyin.cases.actions.answer_case import add_note, answer_case
from huiyin.cases.actions.classify_case import classify_case
from huiyin.cases.actions.close_case import close_case
from huiyin.cases.actions.pause_case import pause_case, resume_case
from huiyin.cases.actions.record_call import record_call
from huiyin.cases.actions.reopen_case import reopen_case
from huiyin.cases.actions.resolve_case import resolve_case
from huiyin.cases.actions.take_case import hand_over_case, take_case
from huiyin.cases.actions.urge_case import urge_case
from huiyin.cases.models import Case
from huiyin.cases.rest.shapes import Code, DoneOut, Ref, Why, WhyIn, changed, seen
from huiyin.kernel.access.actor import Request
from huiyin.kernel.clock import now
from huiyin.kernel.rest.examples import example

router = Router()
Words = Annotated[str, Field(min_length=1, max_length=20000)]


class WordsIn(Schema, extra="forbid", json_schema_extra=example(words="我们正在核对账单。")):
    words: Words


class TopicIn(
    Schema,
    extra="forbid",
    json_schema_extra=example(topic="billing.unrecognised_charge", urgency="high"),
):
    """An empty urgency leaves it as it is."""

    topic: Code
    urgency: Literal["", "normal", "high", "urgent"] = ""


class HandOverIn(
    Schema,
    extra="forbid",
    json_schema_extra=example(department="network", why="请核查该小区信号。"),
):
    """To a department, a team of it, or a person, who is somebody of `GET /people`; a person
    counts before a department.
    """

    department: Annotated[str, Field(max_length=20)] = ""
    team: Annotated[str, Field(max_length=40)] = ""
    person_id: Annotated[int, Field(ge=1, le=2**63 - 1)] | None = None
    why: Why


class PauseIn(
    Schema,
    extra="forbid",
    json_schema_extra=example(waits_for="customer", why="请提供账单照片。"),
):
    """A customer who is waited for is sent `why` as a question."""

    waits_for: Literal["customer", "third_party"]
    why: Why


class AnswerIn(
    Schema,
    extra="forbid",
    json_schema_extra=example(answer="已核实并退费 50 元。", cause="rating"),
):
    answer: Words
    cause: Code = ""
    is_first_contact: bool = False


class CallIn(
    Schema,
    extra="forbid",
    json_schema_extra=example(direction="in", words="客户询问进度。"),
):
    """A call of ours (`out`) answers the customer, a call of theirs (`in`) is taken up."""

    direction: Literal["in", "out"]
    words: Words


class NotedOut(Schema, json_schema_extra=example(id=31)):
    id: int


@router.post(
    "/{ref}/topic",
    response=DoneOut,
    operation_id="classify_complaint",
    summary="Decide what it is about",
)
def classify(request: Request, ref: Ref, decided: TopicIn) -> Case:
    """The promises are counted anew from the beginning; the model learns from it. Refused with
    `unknown_topic`, and with `wrong_state` once it is answered.
    """
    case = seen(request, ref)
    classify_case(
        ref=ref,
        topic=decided.topic,
        urgency=decided.urgency,
        at=now(),
        actor=request.actor,
    )
    return changed(case)


@router.post(
    "/{ref}/take", response=DoneOut, operation_id="take_complaint", summary="Take it up"
)
def take(request: Request, ref: Ref) -> Case:
    """Work begins; the caller holds it. For a key that is its owner; `cannot_take` where it has
    none, or one who is not on the staff list.
    """
    case = seen(request, ref)
    take_case(ref=ref, at=now(), actor=request.actor)
    return changed(case)


@router.post(
    "/{ref}/hand-over",
    response=DoneOut,
    operation_id="hand_over_complaint",
    summary="Hand it over",
)
def hand_over(request: Request, ref: Ref, given: HandOverIn) -> Case:
    """To somebody else, with what the next one should do. It is counted. Refused with
    `cannot_hand_over` or `unknown_department`.
    """
    case = seen(request, ref)
    hand_over_case(
        ref=ref,
        department=given.department,
        team=given.team,
        person_id=given.person_id,
        why=given.why,
        at=now(),
        actor=request.actor,
    )
    return changed(case)


@router.post("/{ref}/pause", response=DoneOut, operation_id="pause_complaint", summary="Wait")
def pause(request: Request, ref: Ref, given: PauseIn) -> Case:
    """Wait for the customer or a third party: the clocks of our own promises stop counting,
    those of the law and of the first response go on.
    """
    case = seen(request, ref)
    pause_case(ref=ref, waits_for=given.waits_for, why=given.why, at=now(), actor=request.actor)
    return changed(case)


@router.post(
    "/{ref}/resume",
    response=DoneOut,
    operation_id="resume_complaint",
    summary="Go on after a wait",
)
def resume(request: Request, ref: Ref) -> Case:
    """The clocks count on from what was used. Refused with `wrong_state` unless it waits."""
    case = seen(request, ref)
    resume_case(ref=ref, at=now(), actor=request.actor)
    return changed(case)


@router.post("/{ref}/urge", response=DoneOut, operation_id="urge_complaint", summary="Urge")
def urge(request: Request, ref: Ref, given: WhyIn) -> Case:
    """Whoever is responsible is told, with the reason. For supervisors."""
    case = seen(request, ref)
    urge_case(ref=ref, why=given.why, at=now(), actor=request.actor)
    return changed(case)


@router.post(
    "/{ref}/answers",
    response=DoneOut,
    operation_id="answer_complaint",
    summary="Write to the customer",
)
def answer(request: Request, ref: Ref, said: WordsIn) -> Case:
    """By the way they wrote to us. The first answer stops the clock of the first response."""
    case = seen(request, ref)
    answer_case(ref=ref, body=said.words, at=now(), actor=request.actor)
    return changed(case)


@router.post(
    "/{ref}/notes",
    response={201: NotedOut},
    operation_id="add_note",
    summary="Write a note for staff",
)
def note(request: Request, ref: Ref, said: WordsIn) -> Status[dict[str, int]]:
    """The customer never sees it."""
    seen(request, ref)
    note_id = add_note(ref=ref, body=said.words, at=now(), actor=request.actor)
    return Status(201, {"id": note_id})


@router.post(
    "/{ref}/calls", response=DoneOut, operation_id="record_call", summary="Write a call down"
)
def call(request: Request, ref: Ref, made: CallIn) -> Case:
    """What was said on the phone, by us or by them."""
    case = seen(request, ref)
    record_call(
        ref=ref,
        is_ours=made.direction == "out",
        words=made.words,
        at=now(),
        actor=request.actor,
    )
    return changed(case)


@router.post(
    "/{ref}/resolution",
    response=DoneOut,
    operation_id="resolve_complaint",
    summary="Answer and resolve",
)
def resolve(request: Request, ref: Ref, given: AnswerIn) -> Case:
    """The answer goes to the customer, who is asked whether it holds. Refused with
    `wrong_state` while a work order is open, and with `unknown_cause`.
    """
    case = seen(request, ref)
    resolve_case(
        ref=ref,
        answer=given.answer,
        cause=given.cause,
        is_first_contact=given.is_first_contact,
        at=now(),
        actor=request.actor,
    )
    return changed(case)


@router.post(
    "/{ref}/close", response=DoneOut, operation_id="close_complaint", summary="Close it"
)
def close(request: Request, ref: Ref, given: WhyIn) -> Case:
    """By hand, once it is answered; `wrong_state` before."""
    case = seen(request, ref)
    close_case(ref=ref, why=given.why, at=now(), actor=request.actor)
    return changed(case)


@router.post(
    "/{ref}/reopen", response=DoneOut, operation_id="reopen_complaint", summary="Reopen it"
)
def reopen(request: Request, ref: Ref, given: WhyIn) -> Case:
    """A new cycle with clocks of its own; the figures of the first stay. Refused with
    `wrong_state` while it is open, or when it was merged.
    """
    case = seen(request, ref)
    reopen_case(ref=ref, why=given.why, at=now(), actor=request.actor)
    return changed(case)
