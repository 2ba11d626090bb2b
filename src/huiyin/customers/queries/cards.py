"""Customers as cards, their contact points and subscriptions."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from huiyin.customers.models import Consent, ContactPoint, Customer, Subscription
from huiyin.customers.rules.contacts import KIND_OF_CHANNEL
from huiyin.customers.rules.party import CustomerCard, ref_of
from huiyin.kernel.protection.masks import mask, mask_name
from huiyin.kernel.reads import PreparedRead


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskedContact:
    """A contact point as a screen shows it."""

    id: int
    kind: str
    masked: str
    is_preferred: bool
    is_verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionCard:
    """A product somebody has, and what serves it."""

    id: int
    reference: str
    product: str
    plan: str
    access_line: str
    serving_cell: str
    since: date | None
    until: date | None


# What a card shows as it is kept.
SHOWN = ("tier", "is_vip", "is_vulnerable", "language", "preferred_channel", "region")

_customers = PreparedRead(
    lambda slots: Customer.objects.filter(pk__in=slots.many("ids")).values_list(
        "id", "name", *SHOWN
    )
)


def card_of(customer: Customer) -> CustomerCard:
    """Return the card; whoever has no name goes by the reference."""
    return _card(customer.pk, customer.name, *(getattr(customer, name) for name in SHOWN))


def cards_of(ids: Collection[int]) -> dict[int, CustomerCard]:
    """Return the cards of these customers. One query."""
    return {row[0]: _card(*row) for row in _customers(ids=set(ids))}


def _card(customer_id: int, name: str, *shown: Any) -> CustomerCard:
    ref = ref_of(customer_id)
    return CustomerCard(
        id=customer_id,
        ref=ref,
        name=mask_name(name) or ref,
        **dict(zip(SHOWN, shown, strict=True)),
    )


def contacts_of(customer_id: int) -> list[MaskedContact]:
    """Return the contact points in use, masked, the preferred ones first."""
    rows = ContactPoint.objects.filter(customer_id=customer_id, ended_at=None)
    return [
        MaskedContact(
            id=row.pk,
            kind=row.kind,
            masked=mask(row.kind, row.value),
            is_preferred=row.is_preferred,
            is_verified=row.is_verified,
        )
        for row in rows.order_by("-is_preferred", "id")
    ]


def addresses_of(customer_ids: Collection[int], *, channel: str) -> dict[int, str]:
    """Return where `channel` reaches each: the preferred contact, else the newest."""
    kind = KIND_OF_CHANNEL.get(channel)
    if kind is None:
        return {}
    rows = ContactPoint.objects.filter(
        customer_id__in=set(customer_ids), kind=kind, ended_at=None
    ).order_by("is_preferred", "id")
    return {row.customer_id: row.value for row in rows}


def subscriptions_of(customer_id: int) -> list[SubscriptionCard]:
    """Return what the customer has or had, the running first."""
    rows = Subscription.objects.filter(customer_id=customer_id)
    cards = [
        SubscriptionCard(
            id=row.pk,
            reference=row.reference,
            product=row.product,
            plan=row.plan,
            access_line=row.access_line,
            serving_cell=row.serving_cell,
            since=row.since,
            until=row.until,
        )
        for row in rows
    ]
    return sorted(cards, key=lambda card: (card.until is not None, card.id))


def opted_out(customer_ids: Collection[int], *, purpose: str) -> frozenset[int]:
    """Return who refused `purpose`."""
    refused = Consent.objects.filter(
        customer_id__in=set(customer_ids), purpose=purpose, is_given=False
    )
    return frozenset(refused.values_list("customer_id", flat=True))
