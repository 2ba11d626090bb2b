from collections.abc import Sequence
from datetime import datetime

from huiyin.customers.public import Contact, NewCustomer, ensure_customers, find_customers
from huiyin.simulator.rules.people import Customer


def register_customers(customers: Sequence[Customer], *, at: datetime) -> bool:
    """Make the customers known, in bulk; return whether they were new."""
    first = Contact("phone", customers[0].phone)
    if first in find_customers(contacts=[first]):
        return False
    ensure_customers(wanted=[_wanted(one) for one in customers], at=at, actor_id="system")
    return True


def _wanted(customer: Customer) -> NewCustomer:
    contacts = [Contact("phone", customer.phone)]
    if customer.email:
        contacts.append(Contact("email", customer.email))
    return NewCustomer(
        contacts=tuple(contacts),
        name=customer.name,
        tier="platinum" if customer.is_vip else "standard",
        is_vip=customer.is_vip,
        language=customer.language,
        preferred_channel="email" if customer.email else "sms",
        region=customer.region,
        address=customer.place,
        vulnerabilities=("elderly",) if customer.is_elderly else (),
        source="demo",
    )
