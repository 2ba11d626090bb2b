"""A small API behind the real gate, with one of each kind of answer."""

from django.db import DataError, IntegrityError, OperationalError
from django.urls import include, path
from ninja import Router, Schema
from ninja.responses import Status

from huiyin.config.api import api_of, urls_of
from huiyin.kernel.access.models import User
from huiyin.kernel.access.roles import Permission, Role, require
from huiyin.kernel.overtaken import part
from huiyin.kernel.refusal import Refusal

router = Router(tags=["samples"])
READ = Permission("samples.read_sample", frozenset({Role.AGENT}))
WRITE = Permission("samples.write_sample", frozenset({Role.AGENT}))


SENTENCE = "This cannot be taken. Send another."
FAULTS = {"busy": OperationalError, "range": DataError, "other": KeyError}


class CannotTake(Refusal):
    code = "cannot_take"


class SampleIn(Schema, extra="forbid"):
    name: str
    size: int = 1


class SampleOut(Schema):
    name: str
    count: int
    actor: str


@router.get("", response=SampleOut)
def read_sample(request):
    require(request.actor, READ)
    return {"name": "sample", "count": 1, "actor": request.actor.id}


@router.post("", response={201: SampleOut})
def write_sample(request, sample: SampleIn):
    require(request.actor, WRITE)
    User.objects.create(username=f"{sample.name}-{User.objects.count()}")
    if sample.name == "refused":
        raise CannotTake(SENTENCE)
    count = User.objects.filter(username__startswith=sample.name).count()
    return Status(201, {"name": sample.name, "count": count, "actor": request.actor.id})


@router.post("/broken")
def break_down(request, kind: str):
    User.objects.create(username="left-behind")
    raise FAULTS[kind](kind)


@router.post("/meeting", response={201: SampleOut})
def meet_others(request, times: int):
    """A look and a write, between which somebody else wrote the same, `times` times."""
    User.objects.create(username="before")

    def write(_attempt):
        User.objects.create(username="written")
        request.met = getattr(request, "met", 0) + 1
        if request.met <= times:
            raise IntegrityError

    part(write)
    count = User.objects.filter(username__in=["before", "written"]).count()
    return Status(201, {"name": "meeting", "count": count, "actor": request.actor.id})


urlpatterns = [
    path("api/v1/", include((urls_of(api_of([("samples", router)])), "api"))),
]
