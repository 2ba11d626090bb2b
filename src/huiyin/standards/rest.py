"""Topics, causes and legal limits as machines read them. Every caller may."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated

from django.utils.translation import get_language
from ninja import Query, Router, Schema

from huiyin.kernel.access.actor import Request
from huiyin.kernel.clock import now
from huiyin.kernel.rest.examples import example
from huiyin.standards import public

topics_router = Router(tags=["standards"])
limits_router = Router(tags=["standards"])
causes_router = Router(tags=["standards"])
routers = {
    "topics": topics_router,
    "causes": causes_router,
    "legal-limits": limits_router,
}
Region = Annotated[
    str,
    Query(
        max_length=20,
        pattern=r"^[A-Za-z0-9-]*$",
        description="Code of the region, by GB/T 2260 or such as US-CA.",
        examples=["330106"],
    ),
]


class TopicOut(
    Schema,
    json_schema_extra=example(
        code="billing.unrecognised_charge",
        parent="billing",
        name="Charge not recognised",
        department="billing",
    ),
):
    code: str
    parent: str
    name: str
    department: str


class CauseOut(
    Schema,
    json_schema_extra=example(
        code="radio.cell_down", parent="radio", name="Cell or base station down"
    ),
):
    code: str
    parent: str
    name: str


class LimitOut(
    Schema,
    json_schema_extra=example(
        kind="legal_answer",
        region="CN",
        value="15",
        unit="days",
        calendar="24x7",
        source="电信服务规范",
        clause="15",
        is_law=True,
        valid_from="2005-04-20T00:00:00Z",
        valid_to=None,
    ),
):
    """A limit of one place; what is not law is a default of the platform."""

    kind: str
    region: str
    value: Decimal
    unit: str
    calendar: str
    source: str
    clause: str
    is_law: bool
    valid_from: datetime
    valid_to: datetime | None


class Topics(Schema):
    items: list[TopicOut]


class Causes(Schema):
    items: list[CauseOut]


class Limits(Schema):
    items: list[LimitOut]


@topics_router.get(
    "", response=Topics, operation_id="list_topics", summary="What a complaint can be about"
)
def list_topics(request: Request) -> dict[str, object]:
    """What a complaint can be about, in the language of Accept-Language."""
    return {"items": public.topics(language=get_language() or "en")}


@causes_router.get(
    "", response=Causes, operation_id="list_causes", summary="What it can come from"
)
def list_causes(request: Request) -> dict[str, object]:
    """What a complaint can turn out to come from."""
    return {"items": public.causes(language=get_language() or "en")}


@limits_router.get(
    "", response=Limits, operation_id="list_legal_limits", summary="Limits set by law"
)
def list_legal_limits(request: Request, region: Region = "") -> dict[str, object]:
    """The limits in force for a region, the smallest region first."""
    return {"items": public.legal_limits(region=region, at=now())}
