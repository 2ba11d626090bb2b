"""Topics, causes and legal limits as machines read them. Every caller may."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated

from django.utils.translation import get_language
from ninja import Query, Router, Schema

from huiyin.kernel.access.actor import Request
from huiyin.kernel.clock import now
from huiyin.standards import public

topics_router = Router(tags=["standards"])
limits_router = Router(tags=["standards"])
causes_router = Router(tags=["standards"])
routers = {
    "topics": topics_router,
    "causes": causes_router,
    "legal-limits": limits_router,
}
Region = Annotated[str, Query(max_length=20, pattern=r"^[A-Za-z0-9-]*$")]


class TopicOut(Schema):
    code: str
    parent: str
    name: str
    department: str


class CauseOut(Schema):
    code: str
    parent: str
    name: str


class LimitOut(Schema):
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


@topics_router.get("", response=Topics, operation_id="list_topics")
def list_topics(request: Request) -> dict[str, object]:
    """What a complaint can be about, in the language of Accept-Language."""
    return {"items": public.topics(language=get_language() or "en")}


@causes_router.get("", response=Causes, operation_id="list_causes")
def list_causes(request: Request) -> dict[str, object]:
    """What a complaint can turn out to come from."""
    return {"items": public.causes(language=get_language() or "en")}


@limits_router.get("", response=Limits, operation_id="list_legal_limits")
def list_legal_limits(request: Request, region: Region = "") -> dict[str, object]:
    """The limits in force for a region, the smallest region first."""
    return {"items": public.legal_limits(region=region, at=now())}
