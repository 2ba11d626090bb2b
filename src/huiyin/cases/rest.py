"""The REST doors of cases: say, follow, answer, end."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Path, Query, Router, Schema
from ninja.responses import Status
from pydantic import Field

from huiyin.cases.access import IMPORT, OPEN, VIEW, see_case, visible_cases
from huiyin.cases.actions.answer_case import add_note, answer_case
from huiyin.cases.actions.classify_case import classify_case
from huiyin.cases.actions.open_cases import open_cases
from huiyin.cases.actions.resolve_case import resolve_case
from huiyin.cases.models import Case
from huiyin.cases.queries.story import StoryLine, story_of_case
from huiyin.cases.rules.opening import NewComplaint, Opened
from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import require
from huiyin.kernel.clock import now
from huiyin.kernel.ui.tables import Page, keyset_page

router = Router(tags=["complaints"])
routers = {"complaints": router}

Ref = Annotated[str, Path(max_length=24)]


class ContactIn(Schema):
    kind: Literal["phone", "email", "wechat", "account", "external"]
    value: Annotated[str, Field(min_length=1, max_length=254)]


class ComplaintIn(Schema):
    """A complaint. `(source, external_id)` makes it the same one when it comes again."""

    description: Annotated[str, Field(min_length=1, max_length=20000)]
    title: Annotated[str, Field(max_length=300)] = ""
    channel: Literal["api", "web", "phone", "chat", "wechat", "hall", "social"] = "api"
    contacts: Annotated[list[ContactIn], Field(max_length=10)] = []
    name: Annotated[str, Field(max_length=120)] = ""
    source: Annotated[str, Field(max_length=40)] = ""
    external_id: Annotated[str, Field(max_length=120)] = ""
    region: Annotated[str, Field(max_length=12)] = ""
    place: Annotated[str, Field(max_length=120)] = ""
    said_at: datetime | None = None


class OpenedOut(Schema):
    ref: str
    outcome: Literal["opened", "repeated", "joined", "duplicate"]


class ComplaintOut(Schema):
    ref: str
    state: str
    title: str
    topic: str
    urgency: str
    channel: str
    region: str
    department: str
    opened_at: datetime
    resolved_at: datetime | None
    closed_at: datetime | None
    cycle: int
    is_repeat: bool

    @staticmethod
    def resolve_is_repeat(case: Case) -> bool:
        return case.repeat_of_id is not None


class ComplaintPage(Schema):
    rows: list[ComplaintOut]
    next: str


class LineOut(Schema):
    at: datetime
    kind: str
    words: str
    actor: str


class WordsIn(Schema):
    words: Annotated[str, Field(min_length=1, max_length=20000)]


class TopicIn(Schema):
    topic: Annotated[str, Field(max_length=60)]
    urgency: Literal["", "normal", "high", "urgent"] = ""


class AnswerIn(Schema):
    answer: Annotated[str, Field(min_length=1, max_length=20000)]
    cause: Annotated[str, Field(max_length=60)] = ""
    is_first_contact: bool = False


class DoneOut(Schema):
    ref: str
    state: str


@router.post("", response={201: OpenedOut, 200: OpenedOut}, summary="Say a complaint")
def open_complaint(request: Request, complaint: ComplaintIn) -> Status[Opened]:
    """Open a case and promise an answer. 200 when the complaint was known or joined a case."""
    require(request.actor, OPEN)
    at = now()
    opened = open_cases(
        complaints=[_complaint(complaint, at=at)], at=at, actor_id=request.actor.id
    )[0]
    return Status(201 if opened.outcome in ("opened", "repeated") else 200, opened)


@router.post("/bulk", response=list[OpenedOut], summary="Say many complaints")
def open_complaints(
    request: Request, complaints: Annotated[list[ComplaintIn], Field(max_length=1000)]
) -> list[Opened]:
    """Open up to a thousand in one transaction: all of them, or none."""
    require(request.actor, IMPORT)
    at = now()
    wanted = [_complaint(complaint, at=at) for complaint in complaints]
    return open_cases(complaints=wanted, at=at, actor_id=request.actor.id)


@router.get("", response=ComplaintPage, summary="Complaints, the latest first")
def list_complaints(
    request: Request,
    state: Annotated[str, Query(max_length=20)] = "",
    after: Annotated[str, Query(max_length=500)] = "",
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Page[Case]:
    """Return what the key may see, page by page."""
    require(request.actor, VIEW)
    found = visible_cases(request.actor)
    if state:
        found = found.filter(state=state)
    return keyset_page(found, order=["-id"], after=after, size=limit)


@router.get("/{ref}", response=ComplaintOut, summary="One complaint")
def show_complaint(request: Request, ref: Ref) -> Case:
    return see_case(ref=ref, actor=request.actor)


@router.get("/{ref}/story", response=list[LineOut], summary="Its story in order")
def show_story(request: Request, ref: Ref) -> list[StoryLine]:
    case = see_case(ref=ref, actor=request.actor)
    return story_of_case(case=case, at=now())


@router.post("/{ref}/answers", response=DoneOut, summary="Write to the customer")
def answer(request: Request, ref: Ref, said: WordsIn) -> Case:
    answer_case(ref=ref, body=said.words, at=now(), actor=request.actor)
    return see_case(ref=ref, actor=request.actor)


@router.post("/{ref}/notes", response=DoneOut, summary="Write a note for staff")
def note(request: Request, ref: Ref, said: WordsIn) -> Case:
    add_note(ref=ref, body=said.words, at=now(), actor=request.actor)
    return see_case(ref=ref, actor=request.actor)


@router.post("/{ref}/topic", response=DoneOut, summary="Decide what it is about")
def decide_topic(request: Request, ref: Ref, decided: TopicIn) -> Case:
    classify_case(
        ref=ref,
        topic=decided.topic,
        urgency=decided.urgency,
        at=now(),
        actor=request.actor,
    )
    return see_case(ref=ref, actor=request.actor)


@router.post("/{ref}/resolution", response=DoneOut, summary="Answer and resolve")
def resolve(request: Request, ref: Ref, given: AnswerIn) -> Case:
    resolve_case(
        ref=ref,
        answer=given.answer,
        cause=given.cause,
        is_first_contact=given.is_first_contact,
        at=now(),
        actor=request.actor,
    )
    return see_case(ref=ref, actor=request.actor)


def _complaint(said: ComplaintIn, *, at: datetime) -> NewComplaint:
    # A clock that is ahead cannot make us promise from the future.
    moment = min(said.said_at, at) if said.said_at and said.said_at.tzinfo else at
    return NewComplaint(
        body=said.description,
        title=said.title,
        at=moment,
        channel=said.channel,
        contacts=tuple((contact.kind, contact.value) for contact in said.contacts),
        name=said.name,
        source=said.source or "api",
        external_id=said.external_id,
        region=said.region,
        place=said.place,
    )
