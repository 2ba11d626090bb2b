"""Find or create many customers at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection

from huiyin.customers.events import CustomerRegistered
from huiyin.customers.models import ContactPoint, Customer, name_index
from huiyin.customers.models.contact import last_four_index
from huiyin.customers.queries.finding import Key, keyed, owners_of
from huiyin.customers.rules.contacts import Contact
from huiyin.customers.rules.party import NewCustomer, counts_as_vip, is_region, ref_of
from huiyin.kernel.bulk import insert_rows, reserve_ids
from huiyin.kernel.journal.record import SYSTEM, Fact, record_many
from huiyin.kernel.overtaken import part
from huiyin.kernel.protection.keys import keyring

ATTEMPTS = 8
# The lock those take who lost a race; any number nobody else uses.
LOSERS = 0x4B_0001
CUSTOMER_COLUMNS = (
    "id",
    "kind",
    "name",
    "name_index",
    "language",
    "preferred_channel",
    "tier",
    "is_vip",
    "is_vulnerable",
    "vulnerabilities",
    "region",
    "address",
    "source",
    "registered_at",
    "changed_at",
)
CONTACT_COLUMNS = (
    "customer_id",
    "kind",
    "value",
    "index",
    "last_four",
    "is_preferred",
    "is_verified",
    "since",
)


@dataclass(frozen=True, slots=True)
class _Newcomer:
    """Somebody nobody knows yet, and by what they will be found."""

    wanted: NewCustomer
    contacts: dict[Key, Contact]


def ensure_customers(
    *, wanted: Sequence[NewCustomer], at: datetime, actor_id: str
) -> list[int]:
    """Return the id of each, in order: the owner of the first known contact, or a new customer.

    Whoever has no usable contact gets 0. Contacts are never added to somebody already known:
    a stranger who names another's number must not have the answers sent to himself.
    """

    def ensure(attempt: int) -> list[int]:
        if attempt:
            _wait_for_other_losers()
        return _ensure(wanted, at=at, actor_id=actor_id)

    return part(ensure, attempts=ATTEMPTS)


def _wait_for_other_losers() -> None:
    """Queue up with whoever else lost a race, or many writers of the same people would keep
    tripping over one another; who wins at once never waits here.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOSERS])


def _ensure(wanted: Sequence[NewCustomer], *, at: datetime, actor_id: str) -> list[int]:
    region, ring = settings.HUIYIN_REGION, keyring()
    known = [keyed(customer.contacts, region=region, ring=ring) for customer in wanted]
    owners = owners_of({key for keys in known for key in keys})
    newcomers: list[_Newcomer] = []
    answer: list[int] = []
    for customer, keys in zip(wanted, known, strict=True):
        owner = next((owners[key] for key in keys if key in owners), 0)
        if not owner and keys:
            newcomers.append(_Newcomer(customer, keys))
            # Until ids are known, newcomers go by negative numbers.
            owner = -len(newcomers)
            owners.update(dict.fromkeys(keys, owner))
        answer.append(owner)
    ids = _register(newcomers, at=at, actor_id=actor_id)
    return [ids[-owner - 1] if owner < 0 else owner for owner in answer]


def _register(newcomers: Sequence[_Newcomer], *, at: datetime, actor_id: str) -> Sequence[int]:
    if not newcomers:
        return []
    ids = reserve_ids(Customer, len(newcomers))
    insert_rows(
        Customer,
        CUSTOMER_COLUMNS,
        [_customer_row(i, n.wanted, at=at) for i, n in zip(ids, newcomers, strict=True)],
    )
    _write_contacts(ids, newcomers, at=at)
    record_many(
        [
            Fact(
                event=CustomerRegistered(
                    customer_id=i, ref=(ref := ref_of(i)), source=n.wanted.source[:40]
                ),
                story=ref,
                at=at,
                actor=actor_id or SYSTEM,
            )
            for i, n in zip(ids, newcomers, strict=True)
        ]
    )
    return ids


def _customer_row(customer_id: int, wanted: NewCustomer, *, at: datetime) -> tuple[object, ...]:
    name = " ".join(wanted.name.split())[:200]
    return (
        customer_id,
        wanted.kind,
        name,
        name_index(name),
        wanted.language,
        wanted.preferred_channel,
        wanted.tier,
        counts_as_vip(wanted.tier, is_vip=wanted.is_vip),
        bool(wanted.vulnerabilities),
        list(wanted.vulnerabilities),
        wanted.region if is_region(wanted.region) else "",
        wanted.address.strip()[:500],
        wanted.source[:40],
        at,
        at,
    )


def _write_contacts(
    ids: Sequence[int], newcomers: Sequence[_Newcomer], *, at: datetime
) -> None:
    owned = [
        (key, contact, customer_id)
        for customer_id, newcomer in zip(ids, newcomers, strict=True)
        for key, contact in newcomer.contacts.items()
    ]
    # One order for everybody, so that two writers of the same contacts cannot deadlock.
    owned.sort(key=lambda item: item[0])
    insert_rows(
        ContactPoint,
        CONTACT_COLUMNS,
        [
            (
                customer_id,
                contact.kind,
                contact.value,
                index,
                last_four_index(contact.kind, contact.value),
                False,
                False,
                at,
            )
            for (_kind, index), contact, customer_id in owned
        ],
    )
