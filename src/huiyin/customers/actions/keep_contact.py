"""Add or end a contact point, by somebody who checked whose it is."""

from datetime import datetime
from typing import ClassVar

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.customers.access import allow_change, customer_for
from huiyin.customers.actions.change_customer import record_change, refuse_unless_open
from huiyin.customers.models import ContactPoint, Customer, contact_index
from huiyin.customers.models.contact import last_four_index
from huiyin.customers.queries.finding import key_of, normal, owners_of
from huiyin.customers.rules.contacts import Contact
from huiyin.customers.rules.party import ref_of
from huiyin.kernel.access.roles import Actor
from huiyin.kernel.refusal import NotFound, Refusal


class CannotAddContact(Refusal):
    """The contact identifies nobody, or already somebody else."""

    code: ClassVar[str] = "cannot_add_contact"


def add_contact(
    *, actor: Actor, customer_id: int, contact: Contact, is_preferred: bool, at: datetime
) -> None:
    """Give the customer one more contact point, checked by `actor`.

    Raises NotFound, NotAllowed, CannotAddContact, CannotChangeCustomer.
    """
    found = customer_for(actor, customer_id=customer_id)
    allow_change(actor, found)
    known = normal(contact)
    if known is None:
        raise CannotAddContact(_("This cannot be used as a contact. Check how it is written."))
    with transaction.atomic():
        customer = Customer.objects.select_for_update().get(pk=found.pk)
        refuse_unless_open(customer)
        _refuse_if_owned(known)
        if is_preferred:
            customer.contact_points.filter(kind=known.kind).update(is_preferred=False)
        ContactPoint.objects.create(
            customer=customer,
            kind=known.kind,
            value=known.value,
            index=contact_index(known.kind, known.value),
            last_four=last_four_index(known.kind, known.value),
            is_preferred=is_preferred,
            is_verified=True,
            since=at,
        )
        record_change(customer, actor=actor, fields=("contacts",), at=at)


def end_contact(*, actor: Actor, customer_id: int, contact_id: int, at: datetime) -> None:
    """Stop using a contact point; somebody else may have it from now on.

    Raises NotFound, NotAllowed.
    """
    customer = customer_for(actor, customer_id=customer_id)
    allow_change(actor, customer)
    with transaction.atomic():
        ended = customer.contact_points.filter(pk=contact_id, ended_at=None).update(ended_at=at)
        if not ended:
            raise NotFound(_("This contact is no longer in use. Open the page again."))
        record_change(customer, actor=actor, fields=("contacts",), at=at)


def _refuse_if_owned(contact: Contact) -> None:
    owner = owners_of([key_of(contact)]).get(key_of(contact))
    if owner is not None:
        raise CannotAddContact(
            _("This contact belongs to %(ref)s. End it there, or merge the two.")
            % {"ref": ref_of(owner)}
        )
