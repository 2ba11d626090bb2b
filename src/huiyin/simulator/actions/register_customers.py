from collections.abc import Sequence
from datetime import datetime

from huiyin.customers.public import Contact, NewCustomer, ensure_customers, find_customers
from huiyin.simulator.rules.people import Customer

AT_ONCE = 2000


def register_customers(customers: Sequence[Customer], *, at: datetime) -> bool:
    """Make the customers known, in bulk; return whether they were new."""
    first = Contact("phone", customers[0].phone)
    if first in find_customers(contacts=[first]):
        return False
    for begin in range(0, len(customers), AT_ONCE):
        some = customers[begin : begin + AT_ONCE]
        ensure_customers(wanted=[_wanted(one) for one in some], at=at, actor_id="system")
    return True


def _wanted(customer: Customer) -> NewCustomer:
    contacts = [Contact("phone", customer.phone)]
    if customer.email:
        contacts.append(Contact("email", customer.email))
    return NewCustomer(
        contacts=tuple(contacts),
        name=customer.name,
        tier=customer.tier,
        is_vip=customer.is_vip,
        language=customer.language,
        preferred_channel="email" if customer.email else "sms",
        region=customer.region,
        address=f"{customer.city}市{customer.home}",
        vulnerabilities=(customer.vulnerability,) if customer.vulnerability else (),
        source="demo",
    )
