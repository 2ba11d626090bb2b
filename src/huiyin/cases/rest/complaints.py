"""Saying complaints, and finding them again."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Body, Query, Router, Schema
from ninja.responses import Status
from pydantic import Field

from huiyin.cases.access import IMPORT, OPEN, VIEW, visible_cases
from huiyin.cases.actions.open_cases import open_cases
from huiyin.cases.models import Case
from huiyin.cases.rest.shapes import After, Cursor, Limit, Ref, masked, seen
from huiyin.cases.rules.life import State
from huiyin.cases.rules.opening import NewComplaint, Opened
from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import require
from huiyin.kernel.clock import now
from huiyin.kernel.rest.examples import example
from huiyin.kernel.rest.paging import Page, page_of, read_cursor

router = Router(tags=["complaints"])
StateAsked = Annotated[
    State | None,
    Query(description="Only complaints in this state.", examples=["in_progress"]),
]


class ContactIn(
    Schema, extra="forbid", json_schema_extra=example(kind="phone", value="13800001111")
):
    kind: Literal["phone", "email", "wechat", "account", "external"]
    value: Annotated[str, Field(min_length=1, max_length=254)]


class ComplaintIn(
    Schema,
    extra="forbid",
    json_schema_extra=example(
        description="话费账单多扣了五十元，请核实退费。",
        channel="web",
        contacts=[{"kind": "phone", "value": "13800001111"}],
        source="shop",
        external_id="4711",
        region="330106",
    ),
):
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


class OpenedOut(Schema, json_schema_extra=example(ref="C-2603-000017", outcome="opened")):
    """`opened`; `repeated`: the matter was closed within 30 days; `joined`: it is open already;
    `duplicate`: this very complaint was known.
    """

    ref: str
    outcome: Literal["opened", "repeated", "joined", "duplicate"]


SHOWN = {
    "ref": "C-2603-000017",
    "state": "triaged",
    "title": "话费账单多扣了五十元",
    "topic": "billing.unrecognised_charge",
    "urgency": "normal",
    "channel": "web",
    "region": "330106",
    "customer_id": 42,
    "department": "billing",
    "team": "accounts",
    "holder_id": None,
    "opened_at": "2026-03-02T01:00:00Z",
    "resolved_at": None,
    "closed_at": None,
    "cycle": 1,
    "is_repeat": False,
}


class ComplaintOut(Schema, json_schema_extra=example(**SHOWN)):
    ref: str
    state: str
    title: str
    topic: str
    urgency: str
    channel: str
    region: str
    customer_id: int | None
    department: str
    team: str
    holder_id: int | None
    opened_at: datetime
    resolved_at: datetime | None
    closed_at: datetime | None
    cycle: int
    is_repeat: bool

    @staticmethod
    def resolve_title(case: Case) -> str:
        return masked(case.title)

    @staticmethod
    def resolve_is_repeat(case: Case) -> bool:
        return case.repeat_of_id is not None


class ComplaintDetailOut(
    ComplaintOut, json_schema_extra=example(**SHOWN, repeat_of=None, merged_into=None)
):
    """`repeat_of`: the earlier complaint about the same; `merged_into`: the one to go on in."""

    repeat_of: str | None
    merged_into: str | None

    @staticmethod
    def resolve_repeat_of(case: Case) -> str | None:
        return case.repeat_of.ref if case.repeat_of else None

    @staticmethod
    def resolve_merged_into(case: Case) -> str | None:
        return case.merged_into.ref if case.merged_into else None


class Complaints(Schema):
    items: list[ComplaintOut]
    next: Cursor | None


@router.post(
    "",
    response={201: OpenedOut, 200: OpenedOut},
    operation_id="open_complaint",
    summary="Say a complaint",
)
def open_complaint(request: Request, complaint: ComplaintIn) -> Status[Opened]:
    """Open a case, promise an answer and tell the customer. 201 for a new case, 200 when the
    complaint was known or joined an open one.
    """
    require(request.actor, OPEN)
    at = now()
    opened = open_cases(
        complaints=[_complaint(complaint, at=at)], at=at, actor_id=request.actor.id
    )[0]
    return Status(201 if opened.outcome in ("opened", "repeated") else 200, opened)


@router.post(
    "/bulk",
    response=list[OpenedOut],
    operation_id="open_complaints",
    summary="Say many complaints",
)
def open_complaints(
    request: Request, complaints: Annotated[list[ComplaintIn], Body(max_length=1000)]
) -> list[Opened]:
    """Open up to a thousand in one transaction: all of them, or none. Answers in the order
    asked.
    """
    require(request.actor, IMPORT)
    at = now()
    wanted = [_complaint(complaint, at=at) for complaint in complaints]
    return open_cases(complaints=wanted, at=at, actor_id=request.actor.id)


@router.get(
    "",
    response=Complaints,
    operation_id="list_complaints",
    summary="Complaints, the latest first",
)
def list_complaints(
    request: Request, state: StateAsked = None, after: After = "", limit: Limit = 50
) -> Page[Case]:
    """What the caller may see, page by page."""
    require(request.actor, VIEW)
    found = visible_cases(request.actor)
    if state:
        found = found.filter(state=state)
    if after:
        found = found.filter(pk__lt=read_cursor(after, kinds=[int])[0])
    rows = list(found.order_by("-pk")[: limit + 1])
    return page_of(rows, limit=limit, key=lambda case: [case.pk])


@router.get(
    "/{ref}",
    response=ComplaintDetailOut,
    operation_id="get_complaint",
    summary="One complaint",
)
def get_complaint(request: Request, ref: Ref) -> Case:
    """Where it stands, what it is about, who has it."""
    return seen(request, ref)


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
