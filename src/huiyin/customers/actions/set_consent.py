"""Write down what a customer agreed to or refused, and notes about them."""

from datetime import datetime

from django.db import transaction

from huiyin.customers.access import allow_change, customer_for
from huiyin.customers.actions.change_customer import record_change, refuse_unless_open
from huiyin.customers.events import ConsentChanged
from huiyin.customers.models import Consent, CustomerNote
from huiyin.kernel.access.roles import Actor
from huiyin.kernel.journal.record import record


def set_consent(
    *, actor: Actor, customer_id: int, purpose: str, is_given: bool, at: datetime
) -> None:
    """Keep the customer's word on `purpose`. Raises NotFound, NotAllowed."""
    customer = customer_for(actor, customer_id=customer_id)
    allow_change(actor, customer)
    refuse_unless_open(customer)
    with transaction.atomic():
        Consent.objects.update_or_create(
            customer=customer,
            purpose=purpose,
            defaults={"is_given": is_given, "changed_at": at},
        )
        event = ConsentChanged(
            customer_id=customer.pk, ref=customer.ref, purpose=purpose, is_given=is_given
        )
        record(event, story=customer.ref, actor=actor.id, at=at)


def add_note(*, actor: Actor, customer_id: int, body: str, at: datetime) -> None:
    """Keep a note for colleagues; sealed at rest. Raises NotFound, NotAllowed."""
    customer = customer_for(actor, customer_id=customer_id)
    allow_change(actor, customer)
    refuse_unless_open(customer)
    if not body.strip():
        return
    with transaction.atomic():
        CustomerNote.objects.create(
            customer=customer, body=body.strip()[:4000], author=actor.id, at=at
        )
        record_change(customer, actor=actor, fields=("notes",), at=at)
