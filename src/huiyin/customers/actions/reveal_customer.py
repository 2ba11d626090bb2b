"""Look at personal values, for a purpose that is written down."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.customers.access import allow_reveal, customer_for
from huiyin.customers.events import CustomerRevealed
from huiyin.customers.models import Customer
from huiyin.customers.rules.reveal import Purpose, is_reference, lacks_matter
from huiyin.kernel.access.roles import Actor
from huiyin.kernel.journal.record import record
from huiyin.kernel.refusal import Refusal

FIELDS = ("name", "contacts", "address", "vulnerabilities", "notes")


class CannotReveal(Refusal):
    """No purpose is stated, or the purpose lacks its matter, or names it by words."""

    code: ClassVar[str] = "cannot_reveal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Revealed:
    """Plain personal values, for a screen that forgets them again."""

    name: str
    address: str
    contacts: tuple[tuple[str, str], ...]
    vulnerabilities: tuple[str, ...]
    notes: tuple[tuple[datetime, str], ...]


def reveal_customer(
    *, actor: Actor, customer_id: int, purpose: str, matter: str, at: datetime
) -> Revealed:
    """Return the personal values of a customer; that it was done is in the journal first.

    Raises NotFound, NotAllowed, CannotReveal.
    """
    customer = customer_for(actor, customer_id=customer_id)
    allow_reveal(actor, customer)
    if purpose not in set(Purpose):
        raise CannotReveal(_("No purpose was given. Choose what the details are needed for."))
    if lacks_matter(purpose, matter):
        raise CannotReveal(
            _("This purpose belongs to a case. Give the number of the case it is for.")
        )
    if not is_reference(matter):
        raise CannotReveal(
            _("This is no number of a case. Write it as C-2603-000017, and nothing beside it.")
        )
    with transaction.atomic():
        record(
            CustomerRevealed(
                customer_id=customer.pk,
                ref=customer.ref,
                fields=FIELDS,
                purpose=purpose,
                matter=matter.strip(),
            ),
            story=customer.ref,
            subject=matter.strip(),
            actor=actor.id,
            at=at,
        )
    return _revealed(customer)


def _revealed(customer: Customer) -> Revealed:
    points = customer.contact_points.filter(ended_at=None).order_by("-is_preferred", "id")
    return Revealed(
        name=customer.name,
        address=customer.address,
        contacts=tuple((point.kind, point.value) for point in points),
        vulnerabilities=tuple(customer.vulnerabilities),
        notes=tuple((note.at, note.body) for note in customer.notes.all()[:50]),
    )
