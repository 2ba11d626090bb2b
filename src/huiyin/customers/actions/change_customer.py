"""Correct what is known about a customer."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.customers.access import allow_change, customer_for
from huiyin.customers.events import CustomerChanged
from huiyin.customers.models import Customer, name_index
from huiyin.customers.rules.party import counts_as_vip, is_region
from huiyin.kernel.access.roles import Actor
from huiyin.kernel.journal.record import record
from huiyin.kernel.refusal import Refusal


class CannotChangeCustomer(Refusal):
    """The customer is anonymous or merged, or a value is impossible."""

    code: ClassVar[str] = "cannot_change_customer"


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerDetails:
    """All that may be corrected, as it shall be."""

    kind: str
    name: str
    tier: str
    is_vip: bool
    language: str
    preferred_channel: str
    region: str
    address: str
    vulnerabilities: tuple[str, ...]


def change_customer(
    *, actor: Actor, customer_id: int, details: CustomerDetails, at: datetime
) -> None:
    """Write the details down; the journal says which changed, never to what.

    Raises NotFound, NotAllowed, CannotChangeCustomer.
    """
    found = customer_for(actor, customer_id=customer_id)
    allow_change(actor, found)
    if details.region and not is_region(details.region):
        raise CannotChangeCustomer(
            _("This is no region code. Write 33, 3301 or 330106, or US-CA for other countries.")
        )
    with transaction.atomic():
        customer = Customer.objects.select_for_update().get(pk=found.pk)
        refuse_unless_open(customer)
        changed = _changed(customer, details)
        if not changed:
            return
        for field, value in changed.items():
            setattr(customer, field, value)
        customer.name_index = name_index(customer.name)
        customer.is_vulnerable = bool(customer.vulnerabilities)
        customer.changed_at = at
        customer.save()
        record_change(customer, actor=actor, fields=tuple(changed), at=at)


def refuse_unless_open(customer: Customer) -> None:
    """Raise CannotChangeCustomer where nothing may be written any more."""
    if customer.erased_at is not None:
        raise CannotChangeCustomer(
            _("This customer was made anonymous. Register the person again instead.")
        )
    if customer.merged_into_id is not None:
        raise CannotChangeCustomer(
            _("This customer was merged into another. Change that one, or part them first.")
        )


def record_change(
    customer: Customer, *, actor: Actor, fields: tuple[str, ...], at: datetime
) -> None:
    """Say which details changed."""
    event = CustomerChanged(customer_id=customer.pk, ref=customer.ref, fields=fields)
    record(event, story=customer.ref, actor=actor.id, at=at)


def _changed(customer: Customer, details: CustomerDetails) -> dict[str, Any]:
    wanted: dict[str, Any] = asdict(details) | {
        "name": " ".join(details.name.split())[:200],
        "address": details.address.strip()[:500],
        "vulnerabilities": list(details.vulnerabilities),
        "is_vip": counts_as_vip(details.tier, is_vip=details.is_vip),
    }
    return {f: value for f, value in wanted.items() if getattr(customer, f) != value}
