"""Finding customers by what a person types: number, name, phone, e-mail, account."""

from django.db.models import Q

from huiyin.customers.models import ContactPoint, contact_index, name_index
from huiyin.customers.models.contact import last_four_index
from huiyin.customers.queries.finding import normal
from huiyin.customers.rules.contacts import Contact, ContactKind, looks_like
from huiyin.customers.rules.party import id_of


def condition_for(text: str) -> Q:
    """Return the condition `text` means for customers; no scan, only exact indexes."""
    text = text.strip()[:254]
    condition = Q(pk__in=_owners(text))
    if (index := name_index(text)) is not None:
        condition |= Q(name_index=index)
    if (customer_id := id_of(text)) is not None:
        condition |= Q(pk=customer_id)
    return condition


def _owners(text: str) -> list[int]:
    """Return whose contact `text` is, or whose phone number ends with these four digits."""
    either = Q()
    for kind in looks_like(text):
        if (contact := normal(Contact(kind, text))) is not None:
            either |= Q(kind=kind, index=contact_index(kind, contact.value))
    if len(text) == 4 and text.isascii() and text.isdigit():
        either |= Q(last_four=last_four_index(ContactKind.PHONE, f"+000{text}"))
    if not either:
        return []
    found = ContactPoint.objects.filter(either, ended_at=None).order_by("-customer_id")
    return list(found.values_list("customer_id", flat=True)[:200])
