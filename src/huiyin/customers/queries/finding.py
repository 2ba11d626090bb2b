"""Who somebody is, by what identifies them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeAlias

from django.conf import settings

from huiyin.customers.models import ContactPoint, contact_index
from huiyin.customers.rules.contacts import Contact, normal_contact
from huiyin.kernel.protection.keys import Keyring
from huiyin.kernel.reads import PreparedRead

# A contact as the database finds it: kind and blind index.
Key: TypeAlias = tuple[str, bytes]
CHUNK = 5000
_points = PreparedRead(
    lambda slots: ContactPoint.objects.filter(
        ended_at=None, index__in=slots.many("indexes")
    ).values_list("kind", "index", "customer_id")
)


def normal(contact: Contact) -> Contact | None:
    """Return the contact in its normal form for the operator's own region."""
    return normal_contact(contact, region=settings.HUIYIN_REGION)


def keyed(contacts: Iterable[Contact], *, region: str, ring: Keyring) -> dict[Key, Contact]:
    """Return the usable contacts in their normal form, by key; asked for in bulk."""
    usable = (
        known for c in contacts if (known := normal_contact(c, region=region)) is not None
    )
    return {(c.kind, contact_index(c.kind, c.value, ring=ring)): c for c in usable}


def key_of(contact: Contact) -> Key:
    """Return the key of a contact that is in its normal form."""
    return contact.kind, contact_index(contact.kind, contact.value)


def owners_of(keys: Collection[Key]) -> dict[Key, int]:
    """Return whose these are, for those that are known."""
    owners: dict[Key, int] = {}
    for chunk in _chunks(keys):
        wanted = set(chunk)
        rows = _points(indexes=[index for _kind, index in chunk])
        for kind, index, customer_id in rows:
            if (key := (kind, bytes(index))) in wanted:
                owners[key] = customer_id
    return owners


def owners_of_contacts(contacts: Sequence[Contact]) -> dict[Contact, int]:
    """Return whose the contacts are, asked for exactly as they were given."""
    keys = {
        contact: key_of(known) for contact in contacts if (known := normal(contact)) is not None
    }
    owners = owners_of(set(keys.values()))
    return {contact: owners[key] for contact, key in keys.items() if key in owners}


def _chunks(keys: Iterable[Key]) -> Iterator[list[Key]]:
    rest = iter(keys)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk
