"""Two complaints that are one matter, and apart again."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from ninja import Router, Schema
from pydantic import Field

from huiyin.cases.access import MERGE
from huiyin.cases.actions.merge_cases import keep_apart, merge_cases, undo_apart, undo_merge
from huiyin.cases.models import Case
from huiyin.cases.queries.merging import Candidate, merge_candidates
from huiyin.cases.rest.shapes import DoneOut, Ref, changed, seen
from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import require
from huiyin.kernel.clock import now
from huiyin.kernel.rest.examples import example

router = Router()
Other = Annotated[str, Field(min_length=1, max_length=24)]


class MergeIn(Schema, extra="forbid", json_schema_extra=example(into="C-2603-000012")):
    into: Other


class ApartIn(Schema, extra="forbid", json_schema_extra=example(other="C-2603-000012")):
    other: Other


class CandidateOut(
    Schema,
    json_schema_extra=example(ref="C-2603-000012", score=0.87, reasons=["words", "topic"]),
):
    """`reasons` are words, topic, place and time."""

    ref: str
    score: float
    reasons: list[str]

    @staticmethod
    def resolve_ref(candidate: Candidate) -> str:
        return candidate.case.ref


class Candidates(Schema):
    items: list[CandidateOut]


@router.get(
    "/{ref}/merge-candidates",
    response=Candidates,
    operation_id="list_merge_candidates",
    summary="What may be the same matter",
)
def candidates(request: Request, ref: Ref) -> Mapping[str, Sequence[Candidate]]:
    """Open complaints of the same customer, the likeliest first; a person decides."""
    case = seen(request, ref)
    require(request.actor, MERGE, department=case.department, region=case.region)
    return {"items": merge_candidates(case=case)}


@router.post(
    "/{ref}/merge",
    response=DoneOut,
    operation_id="merge_complaint",
    summary="Merge it into another",
)
def merge(request: Request, ref: Ref, wanted: MergeIn) -> Case:
    """Its words move there, its clocks are cancelled; nothing is lost. Refused with
    `cannot_merge` for two customers, with `wrong_state` unless both are open.
    """
    case = seen(request, ref)
    seen(request, wanted.into)
    merge_cases(ref=ref, into=wanted.into, at=now(), actor=request.actor)
    return changed(case)


@router.post(
    "/{ref}/undo-merge",
    response=DoneOut,
    operation_id="undo_merge",
    summary="Let it stand on its own again",
)
def undo(request: Request, ref: Ref) -> Case:
    """With its words, and clocks from its opening. `cannot_merge` if it was not merged."""
    case = seen(request, ref)
    undo_merge(ref=ref, at=now(), actor=request.actor)
    return changed(case)


@router.post(
    "/{ref}/keep-apart",
    response=DoneOut,
    operation_id="keep_apart",
    summary="These are different matters",
)
def apart(request: Request, ref: Ref, said: ApartIn) -> Case:
    """They are not suggested as one again."""
    case = seen(request, ref)
    keep_apart(ref=ref, other=said.other, at=now(), actor=request.actor)
    return changed(case)


@router.post(
    "/{ref}/undo-keep-apart",
    response=DoneOut,
    operation_id="undo_keep_apart",
    summary="These may be one matter after all",
)
def together(request: Request, ref: Ref, said: ApartIn) -> Case:
    """They are suggested as one again. `cannot_merge` if nobody kept them apart."""
    case = seen(request, ref)
    undo_apart(ref=ref, other=said.other, at=now(), actor=request.actor)
    return changed(case)
