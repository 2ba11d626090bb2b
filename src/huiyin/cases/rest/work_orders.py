"""Work of other departments: issued under a complaint, done wherever they do it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Literal

from ninja import Path, Query, Router, Schema
from ninja.responses import Status
from pydantic import Field

from huiyin.cases.access import VIEW, see_work_order, visible_work_orders
from huiyin.cases.actions.issue_work_order import (
    accept_work_order,
    end_work_order,
    issue_work_order,
)
from huiyin.cases.models import WorkOrder
from huiyin.cases.rest.shapes import After, Code, Cursor, Limit, Ref, seen
from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import require
from huiyin.kernel.clock import now
from huiyin.kernel.rest.examples import example
from huiyin.kernel.rest.paging import Page, page_of, read_cursor

router = Router()
orders_router = Router(tags=["work orders"])
OrderRef = Annotated[
    str,
    Path(max_length=24, description="Reference of the order.", examples=["W-2603-000004"]),
]
DepartmentAsked = Annotated[
    str, Query(max_length=20, description="Only of this department.", examples=["network"])
]
EndedAsked = Annotated[bool, Query(description="Also those that are ended.")]


class OrderIn(
    Schema,
    extra="forbid",
    json_schema_extra=example(department="network", task="检查小区 4-117 的信号。"),
):
    department: Annotated[str, Field(min_length=1, max_length=20)]
    team: Annotated[str, Field(max_length=40)] = ""
    task: Annotated[str, Field(min_length=1, max_length=4000)]


class OrderEndIn(
    Schema,
    extra="forbid",
    json_schema_extra=example(
        outcome="done", result="更换了故障板卡，信号恢复。", cause="radio.cell_down"
    ),
):
    """`done`; `returned`: not ours to do; `cancelled`: no longer needed."""

    outcome: Literal["done", "returned", "cancelled"]
    result: Annotated[str, Field(min_length=1, max_length=4000)]
    cause: Code = ""


class OrderOut(
    Schema,
    json_schema_extra=example(
        ref="W-2603-000004",
        complaint="C-2603-000017",
        department="network",
        team="",
        holder_id=None,
        state="issued",
        task="检查小区 4-117 的信号。",
        result="",
        cause="",
        handovers=0,
        issued_at="2026-03-02T02:00:00Z",
        accepted_at=None,
        ended_at=None,
    ),
):
    """`state` is issued, accepted, done, returned or cancelled."""

    ref: str
    complaint: str
    department: str
    team: str
    holder_id: int | None
    state: str
    task: str
    result: str
    cause: str
    handovers: int
    issued_at: datetime
    accepted_at: datetime | None
    ended_at: datetime | None

    @staticmethod
    def resolve_complaint(order: WorkOrder) -> str:
        return order.case.ref


class OrdersOfCase(Schema):
    items: list[OrderOut]


class Orders(OrdersOfCase):
    next: Cursor | None


@router.get(
    "/{ref}/work-orders",
    response=OrdersOfCase,
    operation_id="list_work_orders_of_complaint",
    summary="Its work orders",
)
def of_complaint(request: Request, ref: Ref) -> Mapping[str, Sequence[WorkOrder]]:
    """What other departments do for it, oldest first."""
    orders = seen(request, ref).work_orders.select_related("case").order_by("id")
    return {"items": list(orders)}


@router.post(
    "/{ref}/work-orders",
    response={201: OrderOut},
    operation_id="issue_work_order",
    summary="Ask a department to do something",
)
def issue(request: Request, ref: Ref, wanted: OrderIn) -> Status[WorkOrder]:
    """Its own clock runs; the complaint cannot be resolved before the order is ended. Refused
    with `unknown_department`, and with `wrong_state` once the complaint is answered.
    """
    seen(request, ref)
    order = issue_work_order(
        ref=ref,
        department=wanted.department,
        team=wanted.team,
        task=wanted.task,
        at=now(),
        actor=request.actor,
    )
    return Status(201, _order(order))


@orders_router.get(
    "",
    response=Orders,
    operation_id="list_work_orders",
    summary="Work orders, the latest first",
)
def list_orders(
    request: Request,
    department: DepartmentAsked = "",
    ended: EndedAsked = False,  # noqa: FBT002 - a parameter of the address
    after: After = "",
    limit: Limit = 50,
) -> Page[WorkOrder]:
    """What the caller's departments have to do, wherever the complaint itself is."""
    require(request.actor, VIEW)
    found = visible_work_orders(request.actor)
    if department:
        found = found.filter(department=department)
    if not ended:
        found = found.filter(ended_at=None)
    if after:
        found = found.filter(pk__lt=read_cursor(after, kinds=[int])[0])
    rows = list(found.order_by("-pk")[: limit + 1])
    return page_of(rows, limit=limit, key=lambda order: [order.pk])


@orders_router.get(
    "/{ref}", response=OrderOut, operation_id="get_work_order", summary="One work order"
)
def get_order(request: Request, ref: OrderRef) -> WorkOrder:
    """What is to do and how it stands."""
    return see_work_order(ref=ref, actor=request.actor)


@orders_router.post(
    "/{ref}/accept",
    response=OrderOut,
    operation_id="accept_work_order",
    summary="Take a work order up",
)
def accept(request: Request, ref: OrderRef) -> WorkOrder:
    """The caller holds it; for a key that is its owner. Refused with `cannot_take`, and with
    `work_order_ended`.
    """
    see_work_order(ref=ref, actor=request.actor)
    accept_work_order(ref=ref, at=now(), actor=request.actor)
    return _order(ref)


@orders_router.post(
    "/{ref}/end", response=OrderOut, operation_id="end_work_order", summary="End a work order"
)
def end(request: Request, ref: OrderRef, ended: OrderEndIn) -> WorkOrder:
    """Say what was found and done. Refused with `work_order_ended` or `unknown_cause`."""
    see_work_order(ref=ref, actor=request.actor)
    end_work_order(
        ref=ref,
        outcome=ended.outcome,
        result=ended.result,
        cause=ended.cause,
        at=now(),
        actor=request.actor,
    )
    return _order(ref)


def _order(ref: str) -> WorkOrder:
    return WorkOrder.objects.select_related("case").get(ref=ref)
