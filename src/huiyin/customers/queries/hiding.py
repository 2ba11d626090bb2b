"""Taking one customer's own data out of words that others will read."""

import re
from collections.abc import Iterator

from huiyin.customers.models import ContactPoint, Customer, Subscription

# Shorter values are found in too many innocent words.
SHORTEST = 2
SHORTEST_NUMBER = 5
SHORTEST_NAME = 3
_BETWEEN = r"[\s\-–·.()（）]{0,3}"
_STREET = re.compile(r"[一-龥]{2,6}?(?:路|街|大道|巷|弄|胡同|村|镇|乡|小区|花园|公寓|大厦|苑)")
_DIVISION = re.compile(r"^[一-龥]+?(?:省|自治区)|[一-龥]{2,4}?[市州区县旗](?=[一-龥])")


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


def without_trace_of_person(*, texts: list[str], customer_id: int) -> list[str]:
    """Return `texts` as they may leave the house: also without parts of the name and address,
    numbers written in another way, and the lines that the customer has. Four queries.
    """
    known = _known_of(customer_id) | set(_traces_of(customer_id))
    patterns = [
        (_anyhow(value), f"[{kind}]")
        for value, kind in sorted(known, key=lambda pair: -len(pair[0]))
    ]
    hidden = []
    for text in texts:
        left = text
        for pattern, stands_for in patterns:
            left = pattern.sub(stands_for, left)
        hidden.append(left)
    return hidden


def _anyhow(value: str) -> re.Pattern[str]:
    """Digits may be parted, letters large or small; a part of a Latin name is a word.

    That hides "bill" where the customer is called Bill: better a word too much than a name.
    """
    if sum(map(str.isdigit, value)) >= SHORTEST_NUMBER:
        kept = [re.escape(character) for character in value if character.isalnum()]
        return re.compile(_BETWEEN.join(kept), re.IGNORECASE)
    spaced = r"\s*".join(map(re.escape, value.split()))
    is_latin = value.isascii()
    bounded = rf"(?<![A-Za-z0-9]){spaced}(?![A-Za-z0-9])"
    return re.compile(bounded if is_latin else spaced, re.IGNORECASE)


def _traces_of(customer_id: int) -> Iterator[tuple[str, str]]:
    person = Customer.objects.filter(pk=customer_id).only("name", "address").first()
    if person is None:
        return
    for part in re.split(r"[\s·•,，.]+", person.name or ""):
        if len(part) >= SHORTEST_NAME or (len(part) == SHORTEST and not part.isascii()):
            yield part, "name"
    if len(person.name or "") in (3, 4) and not person.name.isascii():
        yield person.name[-2:], "name"
    yield from ((part, "address") for part in _pieces_of(person.address or ""))
    rows = Subscription.objects.filter(customer_id=customer_id)
    for values in rows.values_list("reference", "access_line", "serving_cell"):
        yield from ((v, "account") for v in values if len(v) >= SHORTEST_NUMBER)


def _pieces_of(address: str) -> Iterator[str]:
    """Return the street and what follows it, the building, and each part between commas."""
    for part in re.split(r"[,，;；\n]+", address):
        piece = _DIVISION.sub("", part.strip())
        if len(piece) > SHORTEST:
            yield piece
        yield from (found for found in _STREET.findall(piece) if len(found) > SHORTEST)


def _known_of(customer_id: int) -> set[tuple[str, str]]:
    person = Customer.objects.filter(pk=customer_id).only("name", "address").first()
    known = {(person.name, "name"), (person.address, "address")} if person else set()
    for contact in ContactPoint.objects.filter(customer_id=customer_id):
        known.add((contact.value, contact.kind))
        if contact.value.startswith("+86"):
            known.add((contact.value.removeprefix("+86"), contact.kind))
    return {(value, kind) for value, kind in known if len(value or "") >= SHORTEST}
