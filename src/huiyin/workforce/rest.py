"""Departments and teams as machines read them."""

from ninja import Router, Schema

from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import require
from huiyin.workforce import public
from huiyin.workforce.access import SEE

router = Router(tags=["workforce"])
routers = {"departments": router}


class TeamOut(Schema):
    code: str
    name: str
    is_rapid_response: bool


class DepartmentOut(Schema):
    code: str
    name: str
    teams: list[TeamOut]


class Departments(Schema):
    items: list[DepartmentOut]


@router.get("", response=Departments, operation_id="list_departments")
def list_departments(request: Request) -> dict[str, object]:
    """The departments that work on complaints, with their teams."""
    require(request.actor, SEE)
    return {"items": public.departments()}
