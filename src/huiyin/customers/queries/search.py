"""Finding customers by what a person types: number, name, phone, e-mail, account."""

from django.db.models import Q

from huiyin.customers.models import ContactPoint, Customer, contact_index, name_index
from huiyin.customers.models.contact import last_four_index
from huiyin.customers.queries.finding import normal
from huiyin.customers.rules.contacts import Contact, ContactKind, looks_like
from huiyin.customers.rules.party import id_of

# More people of one name, or one ending of their number, than anybody looks through.
MOST_ALIKE = 2000


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
    return list(found[:MOST_ALIKE])


def _owners(text: str) -> set[int]:
    """Return whose contact `text` is, or whose phone number ends with these four digits.

    Asked apart and in no order: in one question, and in the order of people, a planner would
    rather read every contact there is.
    """
    live = ContactPoint.objects.filter(ended_at=None).order_by()
    meant = [normal(Contact(kind, text)) for kind in looks_like(text)]
    indexes = [contact_index(one.kind, one.value) for one in meant if one is not None]
    found = set(live.filter(index__in=indexes).values_list("customer_id", flat=True))
    if len(text) == 4 and text.isascii() and text.isdigit():
        ending = live.filter(last_four=last_four_index(ContactKind.PHONE, f"+000{text}"))
        found.update(ending.values_list("customer_id", flat=True)[:MOST_ALIKE])
    return found
