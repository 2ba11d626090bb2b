import pytest

from huiyin.customers.models import ContactPoint, Customer
from huiyin.customers.public import (
    Contact,
    NewCustomer,
    address_of,
    addresses_of,
    customer_cards,
    ensure_customers,
    find_customers,
)
from huiyin.kernel.journal.models import Entry

pytestmark = pytest.mark.django_db

PHONE = Contact("phone", "138 1234 5678")


def wanted(*contacts: Contact, name: str = "张小明") -> NewCustomer:
    return NewCustomer(contacts=contacts or (PHONE,), name=name)


def ensure(*customers: NewCustomer, at):
    return ensure_customers(wanted=customers, at=at, actor_id="user:1")


def test_a_stranger_becomes_a_customer_and_the_journal_says_so(monday_nine):
    [customer_id] = ensure(wanted(), at=monday_nine)

    entry = Entry.objects.get()
    ref = f"K-{customer_id:08d}"
    assert (entry.name, entry.story, entry.actor) == (
        "customers.customer_registered",
        ref,
        "user:1",
    )
    assert entry.payload == {"customer_id": customer_id, "ref": ref, "source": ""}


def test_the_same_number_typed_otherwise_is_the_same_customer(monday_nine):
    [first] = ensure(wanted(), at=monday_nine)

    [second] = ensure(wanted(Contact("phone", "+86-13812345678")), at=monday_nine)

    assert second == first
    assert Customer.objects.count() == 1
    assert Entry.objects.count() == 1


def test_order_is_kept_and_one_batch_knows_itself(monday_nine):
    [known] = ensure(wanted(), at=monday_nine)
    mail = Contact("email", "A@Example.com")

    ids = ensure(
        wanted(mail), wanted(PHONE), wanted(Contact("email", "a@example.com")), at=monday_nine
    )

    assert ids[1] == known
    assert ids[0] == ids[2] != known


def test_nobody_is_created_from_nothing(monday_nine):
    assert ensure(wanted(Contact("phone", "??"), Contact("fax", "1")), at=monday_nine) == [0]
    assert not Customer.objects.exists()


def test_a_new_contact_is_not_given_to_somebody_known(monday_nine):
    [victim] = ensure(wanted(), at=monday_nine)

    ensure(wanted(PHONE, Contact("email", "thief@example.com")), at=monday_nine)

    assert address_of(customer_id=victim, channel="email") == ""


def test_addresses_are_plain_and_only_of_the_channel(monday_nine):
    ids = ensure(
        wanted(PHONE, Contact("email", "a@example.com")),
        wanted(Contact("email", "b@example.com")),
        at=monday_nine,
    )

    assert addresses_of(customer_ids=ids, channel="sms") == {ids[0]: "+8613812345678"}
    assert addresses_of(customer_ids=ids, channel="pigeon") == {}


def test_a_card_masks_the_name(monday_nine):
    [customer_id] = ensure(wanted(), at=monday_nine)

    assert customer_cards(ids=[customer_id])[customer_id].name == "张*明"
    assert find_customers(contacts=[PHONE])[PHONE].id == customer_id


def test_a_thousand_cost_as_many_statements_as_two(monday_nine, django_assert_max_num_queries):
    many = [wanted(Contact("account", f"A{i}")) for i in range(1000)]

    with django_assert_max_num_queries(12):
        ids = ensure(*many, at=monday_nine)

    assert len(set(ids)) == 1000


def test_nothing_personal_is_readable_in_the_table(monday_nine):
    ensure(wanted(), at=monday_nine)

    raw = bytes(ContactPoint.objects.values_list("index", flat=True)[0])
    assert b"13812345678" not in raw
    assert Customer.objects.get().name == "张小明"
