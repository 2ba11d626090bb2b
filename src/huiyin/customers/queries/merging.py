"""Who may be the same person as somebody."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from huiyin.customers.models import Customer
from huiyin.customers.queries.cards import card_of
from huiyin.customers.rules.merging import WORTH_SHOWING, Traits, likeness
from huiyin.customers.rules.party import CustomerCard
from huiyin.kernel.protection.blind import normal_form

AT_MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who may be the same, and why."""

    card: CustomerCard
    score: int
    reasons: tuple[str, ...]


def candidates_for(customer: Customer, *, within: "QuerySet[Customer]") -> list[Candidate]:
    """Return the likeliest first; a constant number of queries over exact indexes."""
    own = _traits([customer])[customer.pk]
    contacts = customer.contact_points.filter(ended_at=None)
    endings = [e for e in contacts.values_list("last_four", flat=True) if e is not None]
    alike = Q(contact_points__last_four__in=endings)
    if customer.name_index is not None:
        alike |= Q(name_index=customer.name_index)
    others = list(
        within.filter(alike, merged_into=None, erased_at=None)
        .exclude(pk=customer.pk)
        .distinct()
        .order_by("-id")[:AT_MOST]
    )
    traits = _traits(others)
    found = [_candidate(own, other, traits[other.pk]) for other in others]
    worth = [candidate for candidate in found if candidate.score >= WORTH_SHOWING]
    return sorted(worth, key=lambda candidate: (-candidate.score, candidate.card.id))


def score_of(one: Customer, other: Customer) -> int:
    """Return how alike two customers are."""
    traits = _traits([one, other])
    return likeness(traits[one.pk], traits[other.pk])[0]


def _candidate(own: Traits, other: Customer, traits: Traits) -> Candidate:
    score, reasons = likeness(own, traits)
    return Candidate(card=card_of(other), score=score, reasons=reasons)


def _traits(customers: list[Customer]) -> dict[int, Traits]:
    ids = [customer.pk for customer in customers]
    contacts = Customer.objects.filter(
        pk__in=ids, contact_points__ended_at=None, contact_points__last_four__isnull=False
    ).values_list("pk", "contact_points__last_four")
    lines = (
        Customer.objects.filter(pk__in=ids)
        .exclude(subscriptions__access_line="")
        .values_list("pk", "subscriptions__access_line")
    )
    endings = list(contacts)
    access = [(pk, line) for pk, line in lines if line]
    return {
        customer.pk: Traits(
            name=normal_form(customer.name),
            address=normal_form(customer.address),
            region=customer.region,
            phone_endings=frozenset(
                bytes(ending).hex() for pk, ending in endings if ending and pk == customer.pk
            ),
            lines=frozenset(line for pk, line in access if pk == customer.pk),
        )
        for customer in customers
    }
