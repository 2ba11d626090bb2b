"""What others may ask of customers."""

from collections.abc import Collection, Sequence
from datetime import datetime

from huiyin.customers.access import seen_customers
from huiyin.customers.actions import ensure_customers as ensuring
from huiyin.customers.queries import cards, search
from huiyin.customers.queries.cards import MaskedContact, SubscriptionCard
from huiyin.customers.queries.finding import normal, owners_of_contacts
from huiyin.customers.queries.hiding import without_person, without_trace_of_person
from huiyin.customers.rules.contacts import Contact, ContactKind
from huiyin.customers.rules.party import CustomerCard, NewCustomer
from huiyin.kernel.access.roles import Actor

__all__ = [
    "Contact",
    "ContactKind",
    "CustomerCard",
    "MaskedContact",
    "NewCustomer",
    "SubscriptionCard",
    "address_of",
    "addresses_of",
    "contact_meant",
    "contacts_of",
    "customer_cards",
    "ensure_customers",
    "find_customers",
    "opted_out",
    "search_customers",
    "subscriptions_of",
    "without_person",
    "without_trace_of_person",
]


def contact_meant(*, text: str) -> Contact | None:
    """Return the e-mail address or full phone number that a person typed, in its normal form.

    None where it is neither; short numbers reach nobody from outside.
    """
    kind = ContactKind.EMAIL if "@" in text else ContactKind.PHONE
    contact = normal(Contact(kind, text))
    if contact is None or (kind == ContactKind.PHONE and not contact.value.startswith("+")):
        return None
    return contact


def find_customers(*, contacts: Sequence[Contact]) -> dict[Contact, CustomerCard]:
    """Return whose contacts these are, for those that are known. Two queries."""
    owners = owners_of_contacts(contacts)
    found = cards.cards_of(owners.values())
    return {contact: found[owner] for contact, owner in owners.items()}


def ensure_customers(
    *, wanted: Sequence[NewCustomer], at: datetime, actor_id: str
) -> list[int]:
    """Return the id of each, found by the first known contact or created; order kept.

    Idempotent, also between concurrent writers. 0 where no contact is usable. A contact not
    known yet is not added to a customer who is.
    """
    return ensuring.ensure_customers(wanted=wanted, at=at, actor_id=actor_id)


def customer_cards(*, ids: Collection[int]) -> dict[int, CustomerCard]:
    """Return the cards of these customers. One query."""
    return cards.cards_of(ids)


def address_of(*, customer_id: int, channel: str) -> str:
    """Return where `channel` (sms, phone, email, wechat) reaches the customer, or nothing.

    A plain value, for sending only.
    """
    return cards.addresses_of([customer_id], channel=channel).get(customer_id, "")


def addresses_of(*, customer_ids: Collection[int], channel: str) -> dict[int, str]:
    """Return where `channel` reaches each, for those it reaches. For sending only."""
    return cards.addresses_of(customer_ids, channel=channel)


def contacts_of(*, customer_id: int) -> list[MaskedContact]:
    """Return the customer's contact points, masked, the preferred ones first."""
    return cards.contacts_of(customer_id)


def subscriptions_of(*, customer_id: int) -> list[SubscriptionCard]:
    """Return what the customer has or had, with serving cell or access line."""
    return cards.subscriptions_of(customer_id)


def opted_out(*, customer_ids: Collection[int], purpose: str) -> frozenset[int]:
    """Return who refused `purpose` (`survey`, `progress`, `marketing`)."""
    return cards.opted_out(customer_ids, purpose=purpose)


def search_customers(*, text: str, actor: Actor, limit: int = 50) -> list[int]:
    """Return who `text` may mean (K-number, phone, e-mail, account, name), newest first.

    Only those `actor` may see.
    """
    if not text.strip():
        return []
    found = seen_customers(actor).filter(search.condition_for(text), merged_into=None)
    return list(found.order_by("-id").values_list("id", flat=True)[:limit])
