"""Customers as machines read them: masked, within the caller's scope."""

from datetime import date
from typing import Annotated

from ninja import Path, Query, Router, Schema
from pydantic import Field

from huiyin.customers import access, public
from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import require
from huiyin.kernel.rest.examples import example
from huiyin.kernel.rest.paging import page_of, read_cursor

router = Router(tags=["customers"])
routers = {"customers": router}
Id = Annotated[int, Path(ge=1, le=2**63 - 1, description="Its id, from the list.")]
After = Annotated[str, Query(max_length=500, description="`next` of the page before.")]
Cursor = Annotated[str, Field(examples=["WzE3XQ"])]
Limit = Annotated[int, Query(ge=1, le=200, description="How many at most.")]
Text = Annotated[
    str,
    Query(
        max_length=100,
        description="Number, phone, e-mail, account or name; at most 50 are found.",
    ),
]


class CustomerOut(
    Schema,
    json_schema_extra=example(
        id=42,
        ref="U-000042",
        name="李*",
        tier="standard",
        is_vip=False,
        is_vulnerable=False,
        language="zh-hans",
        preferred_channel="sms",
        region="330106",
    ),
):
    id: int
    ref: str
    name: str
    tier: str
    is_vip: bool
    is_vulnerable: bool
    language: str
    preferred_channel: str
    region: str


class ContactOut(
    Schema,
    json_schema_extra=example(
        kind="phone", masked="138****1111", is_preferred=True, is_verified=True
    ),
):
    kind: str
    masked: str
    is_preferred: bool
    is_verified: bool


class SubscriptionOut(
    Schema,
    json_schema_extra=example(
        reference="S-7001",
        product="mobile",
        plan="5G-129",
        access_line="",
        serving_cell="4-117",
        since="2024-05-01",
        until=None,
    ),
):
    reference: str
    product: str
    plan: str
    access_line: str
    serving_cell: str
    since: date | None
    until: date | None


class CustomerDetailOut(CustomerOut):
    contacts: list[ContactOut]
    subscriptions: list[SubscriptionOut]


class Customers(Schema):
    items: list[CustomerOut]
    next: Cursor | None


@router.get(
    "", response=Customers, operation_id="list_customers", summary="Customers, newest first"
)
def list_customers(
    request: Request, text: Text = "", after: After = "", limit: Limit = 50
) -> dict[str, object]:
    """Customers within the scope of the caller, newest first; names are masked."""
    require(request.actor, access.SEE_CUSTOMERS)
    if text.strip():
        found = public.search_customers(text=text, actor=request.actor)
        return {"items": _cards(found), "next": None}
    seen = access.seen_customers(request.actor).filter(merged_into=None)
    if after:
        seen = seen.filter(id__lt=read_cursor(after, kinds=[int])[0])
    ids = list(seen.order_by("-id").values_list("id", flat=True)[: limit + 1])
    page = page_of(ids, limit=limit, key=lambda customer_id: [customer_id])
    return {"items": _cards(page.items), "next": page.next}


@router.get(
    "/{int:customer_id}",
    response=CustomerDetailOut,
    operation_id="get_customer",
    summary="One customer",
)
def get_customer(request: Request, customer_id: Id) -> dict[str, object]:
    """One customer with masked contact points and subscriptions."""
    require(request.actor, access.SEE_CUSTOMERS)
    customer = access.customer_for(request.actor, customer_id=customer_id)
    card = public.customer_cards(ids=[customer.pk])[customer.pk]
    return {
        **CustomerOut.from_orm(card).model_dump(),
        "contacts": public.contacts_of(customer_id=customer.pk),
        "subscriptions": public.subscriptions_of(customer_id=customer.pk),
    }


def _cards(ids: list[int]) -> list[public.CustomerCard]:
    cards = public.customer_cards(ids=ids)
    return [cards[customer_id] for customer_id in ids if customer_id in cards]
