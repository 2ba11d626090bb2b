"""What others may know of cases."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from huiyin.cases.access import visible_cases
from huiyin.cases.models import Case
from huiyin.kernel.access.roles import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCard:
    """A case at a glance."""

    ref: str
    state: str
    title: str
    topic: str
    urgency: str
    channel: str
    region: str
    department: str
    customer_id: int | None
    holder_id: int | None
    opened_at: datetime
    resolved_at: datetime | None
    closed_at: datetime | None
    cycle: int


def case_cards(*, refs: Collection[str]) -> dict[str, CaseCard]:
    """Return what may be known of these cases, by reference. One query."""
    return {case.ref: card_of(case) for case in Case.objects.filter(ref__in=refs)}


def visible_cards(*, refs: Collection[str], actor: Actor) -> dict[str, CaseCard]:
    """Return what this person may know of these cases, by reference. One query."""
    return {case.ref: card_of(case) for case in visible_cases(actor).filter(ref__in=refs)}


def cases_of_customer(*, customer_id: int, limit: int = 50) -> list[CaseCard]:
    """Return a customer's cases, the latest first. One query."""
    found = Case.objects.filter(customer_id=customer_id).order_by("-opened_at", "-id")
    return [card_of(case) for case in found[:limit]]


def is_party(*, ref: str, customer_id: int | None) -> bool:
    """Return whether words of this customer belong to the case.

    Who shows our signed reference and is nobody we know is taken for a party; a customer
    whom the case is not about is not.
    """
    known = Case.objects.filter(ref=ref).values_list("customer_id", flat=True)
    owner = known.first()
    return owner is None or customer_id is None or owner == customer_id


def card_of(case: Case) -> CaseCard:
    return CaseCard(
        ref=case.ref,
        state=case.state,
        title=case.title,
        topic=case.topic,
        urgency=case.urgency,
        channel=case.channel,
        region=case.region,
        department=case.department,
        customer_id=case.customer_id,
        holder_id=case.holder_id,
        opened_at=case.opened_at,
        resolved_at=case.resolved_at,
        closed_at=case.closed_at,
        cycle=case.cycle,
    )
