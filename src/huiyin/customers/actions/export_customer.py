"""Hand a customer all that is known about them."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from huiyin.customers.access import allow_export, customer_for
from huiyin.customers.events import CustomerExported
from huiyin.kernel.access.roles import Actor
from huiyin.kernel.journal.record import record
from huiyin.kernel.protection.rights import Section, export_personal_data


def export_customer(
    *, actor: Actor, customer_id: int, at: datetime
) -> dict[str, Sequence[Section]]:
    """Return what every context knows, by context; that it was done is in the journal.

    Raises NotFound, NotAllowed.
    """
    customer = customer_for(actor, customer_id=customer_id)
    allow_export(actor, customer)
    with transaction.atomic():
        event = CustomerExported(customer_id=customer.pk, ref=customer.ref)
        record(event, story=customer.ref, actor=actor.id, at=at)
        return export_personal_data(customer_id=customer.pk)
