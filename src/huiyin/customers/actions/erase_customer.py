"""Make a customer anonymous; the figures stay."""

from datetime import datetime
from typing import ClassVar

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from huiyin.customers.access import allow_erase, customer_for
from huiyin.customers.events import CustomerErased
from huiyin.customers.models import ContactPoint, Customer, CustomerNote, Subscription
from huiyin.kernel.access.roles import Actor
from huiyin.kernel.journal.record import record
from huiyin.kernel.protection.rights import erase_personal_data
from huiyin.kernel.refusal import Refusal


class CannotErase(Refusal):
    """The customer is anonymous already, or lives on in another."""

    code: ClassVar[str] = "cannot_erase_customer"


def erase_customer(*, actor: Actor, customer_id: int, at: datetime) -> None:
    """Wipe name, contacts, address, notes and references here and, through the registry, in
    every context above, in one transaction. Tier, region, product and counts stay.

    Raises NotFound, NotAllowed, CannotErase.
    """
    found = customer_for(actor, customer_id=customer_id)
    allow_erase(actor, found)
    with transaction.atomic():
        chosen = Q(pk=found.pk) | Q(merged_into_id=found.pk)
        people = list(Customer.objects.select_for_update().filter(chosen).order_by("pk"))
        _refuse_if_gone(found.pk, people)
        for person in people:
            _wipe(person, at=at)
            erase_personal_data(customer_id=person.pk, at=at)
            event = CustomerErased(customer_id=person.pk, ref=person.ref)
            record(event, story=person.ref, actor=actor.id, at=at)


def _refuse_if_gone(customer_id: int, people: list[Customer]) -> None:
    customer = next(person for person in people if person.pk == customer_id)
    if customer.erased_at is not None:
        raise CannotErase(_("This customer is anonymous already. Nothing is left to do."))
    if customer.merged_into_id is not None:
        raise CannotErase(
            _("This customer was merged into %(ref)s. Make that one anonymous.")
            % {"ref": customer.merged_into.ref if customer.merged_into else ""}
        )


def _wipe(customer: Customer, *, at: datetime) -> None:
    ContactPoint.objects.filter(customer=customer).delete()
    CustomerNote.objects.filter(customer=customer).delete()
    Subscription.objects.filter(customer=customer).update(reference="", access_line="")
    Customer.objects.filter(pk=customer.pk).update(
        name="",
        name_index=None,
        address="",
        vulnerabilities=[],
        changed_at=at,
        erased_at=at,
    )
