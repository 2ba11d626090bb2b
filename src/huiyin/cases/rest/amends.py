"""Money given as amends, and matters taken to the regulator."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Annotated

from ninja import Router, Schema
from ninja.responses import Status
from pydantic import Field

from huiyin.cases.actions.appeal_case import appeal_case, decide_appeal
from huiyin.cases.actions.grant_concession import decide_concession, grant_concession
from huiyin.cases.models import Appeal, Case, Concession
from huiyin.cases.rest.shapes import DoneOut, Number, Ref, changed, seen
from huiyin.kernel.access.actor import Request
from huiyin.kernel.clock import now
from huiyin.kernel.rest.examples import example

router = Router()
MILLION = Decimal(1_000_000)


class ConcessionIn(
    Schema,
    extra="forbid",
    json_schema_extra=example(amount="50.00", currency="CNY", reason="账单多扣。"),
):
    amount: Annotated[Decimal, Field(gt=0, le=Decimal(10) ** 9, decimal_places=2)]
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")]
    reason: Annotated[str, Field(min_length=1, max_length=400)]


class GrantedOut(Schema, json_schema_extra=example(state="granted")):
    """`granted`, or `pending` where it is beyond the authority of whoever asked."""

    state: str


class ConcessionOut(
    Schema,
    json_schema_extra=example(
        id=9,
        amount="50.00",
        currency="CNY",
        reason="账单多扣。",
        state="granted",
        asked_at="2026-03-02T03:00:00Z",
        decided_at="2026-03-02T03:00:00Z",
        decision="",
    ),
):
    """`state` is granted, pending, approved or rejected."""

    id: int
    amount: Decimal
    currency: str
    reason: str
    state: str
    asked_at: datetime
    decided_at: datetime | None
    decision: str

    @staticmethod
    def resolve_amount(concession: Concession) -> Decimal:
        return (concession.amount_micro / MILLION).quantize(Decimal("0.01"))


class Concessions(Schema):
    items: list[ConcessionOut]


class DecisionIn(
    Schema, extra="forbid", json_schema_extra=example(is_approved=True, decision="同意。")
):
    is_approved: bool
    decision: Annotated[str, Field(max_length=400)] = ""


class AppealIn(
    Schema,
    extra="forbid",
    json_schema_extra=example(body="电信用户申诉受理中心", reference="SS-2026-118"),
):
    """`body` is the regulator or another body, `reference` theirs."""

    body: Annotated[str, Field(min_length=1, max_length=80)]
    reference: Annotated[str, Field(max_length=80)] = ""


class AppealedOut(Schema, json_schema_extra=example(id=3)):
    id: int


class AppealOut(
    Schema,
    json_schema_extra=example(
        id=3,
        body="电信用户申诉受理中心",
        reference="SS-2026-118",
        filed_at="2026-03-05T01:00:00Z",
        decided_at=None,
        decision="",
    ),
):
    id: int
    body: str
    reference: str
    filed_at: datetime
    decided_at: datetime | None
    decision: str


class Appeals(Schema):
    items: list[AppealOut]


class AppealDecisionIn(
    Schema, extra="forbid", json_schema_extra=example(decision="调解成功，退费 50 元。")
):
    decision: Annotated[str, Field(min_length=1, max_length=4000)]


@router.get(
    "/{ref}/concessions",
    response=Concessions,
    operation_id="list_concessions",
    summary="Amends made or asked for",
)
def concessions(request: Request, ref: Ref) -> Mapping[str, Sequence[Concession]]:
    """Oldest first."""
    return {"items": list(seen(request, ref).concessions.order_by("id"))}


@router.post(
    "/{ref}/concessions",
    response={201: GrantedOut},
    operation_id="grant_concession",
    summary="Make amends in money",
)
def grant(request: Request, ref: Ref, wanted: ConcessionIn) -> Status[dict[str, str]]:
    """Granted at once within the authority of the person who acts, for a key its owner; above
    it left for approval. Refused with `cannot_take` where no person acts.
    """
    seen(request, ref)
    state = grant_concession(
        ref=ref,
        amount_micro=int(wanted.amount * MILLION),
        currency=wanted.currency,
        reason=wanted.reason,
        at=now(),
        actor=request.actor,
    )
    return Status(201, {"state": state})


@router.post(
    "/{ref}/concessions/{concession_id}/decision",
    response=DoneOut,
    operation_id="decide_concession",
    summary="Approve amends, or reject them",
)
def decide(request: Request, ref: Ref, concession_id: Number, made: DecisionIn) -> Case:
    """What was beyond another's authority; never what oneself, or one's own key, asked for:
    `cannot_grant`.
    """
    case = seen(request, ref)
    decide_concession(
        ref=ref,
        concession_id=concession_id,
        is_approved=made.is_approved,
        decision=made.decision,
        at=now(),
        actor=request.actor,
    )
    return changed(case)


@router.get(
    "/{ref}/appeals", response=Appeals, operation_id="list_appeals", summary="Its appeals"
)
def appeals(request: Request, ref: Ref) -> Mapping[str, Sequence[Appeal]]:
    """To which bodies the matter was taken, and what they decided."""
    return {"items": list(seen(request, ref).appeals.order_by("id"))}


@router.post(
    "/{ref}/appeals",
    response={201: AppealedOut},
    operation_id="appeal_complaint",
    summary="It was taken to the regulator",
)
def appeal(request: Request, ref: Ref, filed: AppealIn) -> Status[dict[str, int]]:
    """Supervision is told. It counts as bypassing us where it had no answer yet."""
    seen(request, ref)
    appeal_id = appeal_case(
        ref=ref,
        body=filed.body,
        reference=filed.reference,
        at=now(),
        actor=request.actor,
    )
    return Status(201, {"id": appeal_id})


@router.post(
    "/{ref}/appeals/{appeal_id}/decision",
    response=DoneOut,
    operation_id="decide_appeal",
    summary="What the other body decided",
)
def decided(request: Request, ref: Ref, appeal_id: Number, made: AppealDecisionIn) -> Case:
    """Once."""
    case = seen(request, ref)
    decide_appeal(
        ref=ref,
        appeal_id=appeal_id,
        decision=made.decision,
        at=now(),
        actor=request.actor,
    )
    return changed(case)
