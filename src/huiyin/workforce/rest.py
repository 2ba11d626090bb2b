"""Departments, teams and people as machines read them."""

from ninja import Router, Schema

from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import require
from huiyin.kernel.clock import now
from huiyin.kernel.rest.examples import example
from huiyin.workforce import public
from huiyin.workforce.access import SEE

router = Router(tags=["workforce"])
people_router = Router(tags=["workforce"])
routers = {"departments": router, "people": people_router}


class TeamOut(
    Schema,
    json_schema_extra=example(
        code="accounts", name="Accounts", is_rapid_response=False, is_closed=False
    ),
):
    code: str
    name: str
    is_rapid_response: bool
    is_closed: bool


class DepartmentOut(Schema, json_schema_extra=example(code="billing", name="Billing")):
    code: str
    name: str
    teams: list[TeamOut]


class Departments(Schema):
    items: list[DepartmentOut]


class PersonOut(
    Schema,
    json_schema_extra=example(
        person_id=12,
        name="王芳",
        department="billing",
        team="accounts",
        is_on_duty=True,
        capacity=20,
        skills=["billing", "tier:vip"],
        regions=["33"],
        languages=["zh-hans"],
    ),
):
    """Empty skills, regions or languages mean all of them; `capacity` is how many cases."""

    person_id: int
    name: str
    department: str
    team: str
    is_on_duty: bool
    capacity: int
    skills: list[str]
    regions: list[str]
    languages: list[str]


class People(Schema):
    items: list[PersonOut]


@router.get(
    "", response=Departments, operation_id="list_departments", summary="Departments and teams"
)
def list_departments(request: Request) -> dict[str, object]:
    """The departments that work on complaints, with their teams."""
    require(request.actor, SEE)
    return {"items": public.departments()}


@people_router.get(
    "", response=People, operation_id="list_people", summary="Who takes complaints"
)
def list_people(request: Request) -> dict[str, object]:
    """All who work here now, on duty or not: to whom a complaint can be handed over."""
    require(request.actor, SEE)
    return {"items": [_sorted(worker) for worker in public.workers(at=now())]}


def _sorted(worker: public.Worker) -> dict[str, object]:
    """Return somebody with sets in an order that stays: answers are tagged by content."""
    shown = {name: getattr(worker, name) for name in PersonOut.model_fields}
    sets = ("skills", "regions", "languages")
    return shown | {name: sorted(getattr(worker, name)) for name in sets}
