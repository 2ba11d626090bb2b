"""Finding customers by what a person types: number, name, phone, e-mail, account."""

from django.db.models import Q

from huiyin.customers.models import ContactPoint, Customer, contact_index, name_index
from huiyin.customers.models.contact import last_four_index
from huiyin.customers.queries.finding import normal
from huiyin.customers.rules.contacts import Contact, ContactKind, looks_like
from huiyin.customers.rules.party import id_of

# More people of one name than anybody looks through; the newest of them are shown.
MOST_NAMESAKES = 2000


def condition_for(text: str) -> Q:
    """Return the condition `text` means for customers; no scan, only exact indexes.

    The ids are found beforehand: asked in one question for all, in an order, with a limit, a
    planner would rather read every customer backwards.
    """
    text = text.strip()[:254]
    ids = {*_owners(text), *_namesakes(text)}
    if (customer_id := id_of(text)) is not None:
        ids.add(customer_id)
    return Q(pk__in=ids)


def _namesakes(text: str) -> list[int]:
    index = name_index(text)
    if index is None:
        return []
    found = Customer.objects.filter(name_index=index).values_list("pk", flat=True)
    return list(found[:MOST_NAMESAKES])


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
