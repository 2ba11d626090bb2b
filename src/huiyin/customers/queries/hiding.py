"""Taking one customer's own data out of words that others will read."""

from huiyin.customers.models import ContactPoint, Customer

# Shorter values are found in too many innocent words.
SHORTEST = 2


def without_person(*, text: str, customer_id: int) -> str:
    """Return `text` with the customer's name, address and contacts replaced by `[kind]`.

    What is known of the person is found exactly; `kernel.text.redact` finds the rest by its
    looks. Two queries.
    """
    known = _known_of(customer_id)
    # The longest first: an e-mail address may hold the name.
    for value, kind in sorted(known, key=lambda pair: -len(pair[0])):
        text = text.replace(value, f"[{kind}]")
    return text


def _known_of(customer_id: int) -> set[tuple[str, str]]:
    person = Customer.objects.filter(pk=customer_id).only("name", "address").first()
    known = {(person.name, "name"), (person.address, "address")} if person else set()
    for contact in ContactPoint.objects.filter(customer_id=customer_id):
        known.add((contact.value, contact.kind))
        if contact.value.startswith("+86"):
            known.add((contact.value.removeprefix("+86"), contact.kind))
    return {(value, kind) for value, kind in known if len(value or "") >= SHORTEST}
