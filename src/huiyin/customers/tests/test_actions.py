import pytest
from django.utils.translation import override

from huiyin.customers.access import (
    CHANGE_CUSTOMER,
    ERASE_CUSTOMER,
    EXPORT_CUSTOMER,
    IMPORT_CUSTOMERS,
    MERGE_CUSTOMERS,
    REVEAL_CUSTOMER,
    SEE_CUSTOMERS,
)
from huiyin.customers.actions.change_customer import CannotChangeCustomer
from huiyin.customers.actions.erase_customer import CannotErase, erase_customer
from huiyin.customers.actions.keep_contact import CannotAddContact, add_contact, end_contact
from huiyin.customers.actions.merge_customers import (
    CannotMerge,
    CannotPart,
    merge_customers,
    part_customers,
)
from huiyin.customers.actions.reveal_customer import CannotReveal, reveal_customer
from huiyin.customers.actions.set_consent import set_consent
from huiyin.customers.models import ContactPoint, Customer
from huiyin.customers.public import (
    Contact,
    NewCustomer,
    address_of,
    ensure_customers,
    find_customers,
    opted_out,
    search_customers,
)
from huiyin.customers.tests.builders import MONDAY, actor_of_role, make_customer
from huiyin.kernel.access.roles import SYSTEM_ACTOR, Role, may
from huiyin.kernel.journal.models import Entry
from huiyin.kernel.protection.rights import erasers
from huiyin.kernel.refusal import NotAllowed, NotFound

pytestmark = pytest.mark.django_db

BOSS = actor_of_role(Role.SUPERVISOR)
TABLE = {
    # permission: agent, specialist, supervisor, quality, auditor, administrator, integrator
    SEE_CUSTOMERS: "yyyyy-y",
    REVEAL_CUSTOMER: "yyy-y--",
    CHANGE_CUSTOMER: "y-y---y",
    MERGE_CUSTOMERS: "--y----",
    IMPORT_CUSTOMERS: "--y--yy",
    EXPORT_CUSTOMER: "--y-y--",
    ERASE_CUSTOMER: "--y----",
}


@pytest.mark.parametrize(
    ("wanted", "role", "answer"),
    [
        (wanted, role, mark == "y")
        for wanted, marks in TABLE.items()
        for role, mark in zip(Role, marks, strict=True)
    ],
)
def test_each_role_may_do_what_the_table_says(wanted, role, answer):
    assert may(actor_of_role(role), wanted) is answer


def test_a_scope_ends_at_its_region():
    customer = make_customer(region="440103")
    elsewhere = actor_of_role(Role.SUPERVISOR, regions=frozenset({"33"}))

    with pytest.raises(NotFound):
        erase_customer(actor=elsewhere, customer_id=customer.pk, at=MONDAY)

    assert search_customers(text="13812345678", actor=elsewhere) == []
    assert search_customers(text="13812345678", actor=BOSS) == [customer.pk]


@pytest.mark.parametrize("text", ["k-{id}", "张小明", " 138 1234 5678", "5678", "A@B.cn", "x9"])
def test_somebody_is_found_by_whatever_a_person_types(text):
    more = (Contact("email", "a@b.cn"), Contact("account", "X9"))
    customer = make_customer(more=more)

    assert search_customers(text=text.format(id=customer.pk), actor=BOSS) == [customer.pk]


def test_a_look_is_on_record_without_what_was_seen():
    customer = make_customer()

    seen = reveal_customer(
        actor=BOSS, customer_id=customer.pk, purpose="handle_case", matter="C-1", at=MONDAY
    )

    entry = Entry.objects.get(name="customers.customer_revealed")
    assert seen.name == "张小明"
    assert entry.payload["purpose"] == "handle_case"
    assert "张小明" not in str(entry.payload)
    assert "13812345678" not in str(entry.payload)


@pytest.mark.parametrize(
    "matter", ["张小明的投诉", "13812345678", "C-1 张小明", "T-13812345678"]
)
def test_a_matter_is_named_by_its_number_and_by_nothing_else(matter):
    customer = make_customer()

    with override("en"), pytest.raises(CannotReveal, match="no number of a case"):
        reveal_customer(
            actor=BOSS,
            customer_id=customer.pk,
            purpose="handle_case",
            matter=matter,
            at=MONDAY,
        )

    assert not Entry.objects.filter(name="customers.customer_revealed").exists()


def test_who_may_not_reveal_leaves_no_trace():
    customer = make_customer()

    with pytest.raises(NotAllowed):
        reveal_customer(
            actor=actor_of_role(Role.QUALITY_MANAGER),
            customer_id=customer.pk,
            purpose="legal_duty",
            matter="",
            at=MONDAY,
        )

    assert not Entry.objects.filter(name="customers.customer_revealed").exists()


def test_a_contact_of_somebody_else_is_refused():
    customer, other = make_customer(), make_customer("13900000000")

    with pytest.raises(CannotAddContact, match=other.ref):
        add_contact(
            actor=BOSS,
            customer_id=customer.pk,
            contact=Contact("phone", "139 0000 0000"),
            is_preferred=True,
            at=MONDAY,
        )

    assert customer.contact_points.count() == 1


def test_an_ended_number_may_belong_to_somebody_new():
    old = make_customer()
    point = old.contact_points.get()

    end_contact(actor=BOSS, customer_id=old.pk, contact_id=point.pk, at=MONDAY)
    new = make_customer()

    assert new.pk != old.pk
    assert address_of(customer_id=old.pk, channel="sms") == ""


def test_the_preferred_address_is_used():
    customer = make_customer()

    for number, is_preferred in (("13900000001", True), ("13900000002", False)):
        contact = Contact("phone", number)
        add_contact(
            actor=BOSS,
            customer_id=customer.pk,
            contact=contact,
            is_preferred=is_preferred,
            at=MONDAY,
        )

    assert address_of(customer_id=customer.pk, channel="sms") == "+8613900000001"


def test_erasing_wipes_the_person_and_keeps_the_figures():
    customer = make_customer(address="somewhere", tier="gold", vulnerabilities=("elderly",))
    told = []
    erasers["test"] = lambda *, customer_id, at: told.append(customer_id) or 1

    try:
        erase_customer(actor=BOSS, customer_id=customer.pk, at=MONDAY)
    finally:
        del erasers["test"]

    customer.refresh_from_db()
    assert (customer.name, customer.address, customer.vulnerabilities) == ("", "", [])
    assert (customer.tier, customer.region) == ("gold", "330106")
    assert told == [customer.pk]
    assert find_customers(contacts=[Contact("phone", "13812345678")]) == {}
    with pytest.raises(CannotErase):
        erase_customer(actor=BOSS, customer_id=customer.pk, at=MONDAY)


def test_what_is_erased_cannot_be_changed():
    customer = make_customer()
    erase_customer(actor=BOSS, customer_id=customer.pk, at=MONDAY)

    with pytest.raises(CannotChangeCustomer):
        set_consent(
            actor=BOSS, customer_id=customer.pk, purpose="survey", is_given=True, at=MONDAY
        )

    assert not customer.consents.exists()


def merged(survivor: Customer, absorbed: Customer) -> int:
    return merge_customers(
        actor=BOSS, survivor_id=survivor.pk, absorbed_id=absorbed.pk, at=MONDAY
    )


def test_a_merge_moves_contacts_and_parting_brings_them_home():
    one, other = make_customer(), make_customer("13900000000", is_vip=True)
    mine = Contact("phone", "13900000000")

    merge_id = merged(one, other)
    together = find_customers(contacts=[mine])[mine]
    part_customers(actor=BOSS, merge_id=merge_id, at=MONDAY)
    apart = find_customers(contacts=[mine])[mine]

    assert (together.id, together.is_vip) == (one.pk, True)
    assert apart.id == other.pk
    one.refresh_from_db()
    assert one.is_vip is False


def test_of_two_words_the_stricter_holds():
    one, other = make_customer(), make_customer("13900000000")
    for customer, is_given in ((one, True), (other, False)):
        set_consent(
            actor=BOSS, customer_id=customer.pk, purpose="survey", is_given=is_given, at=MONDAY
        )

    merge_id = merged(one, other)
    refused = opted_out(customer_ids=[one.pk], purpose="survey")
    part_customers(actor=BOSS, merge_id=merge_id, at=MONDAY)

    assert refused == {one.pk}
    assert opted_out(customer_ids=[one.pk, other.pk], purpose="survey") == {other.pk}


def test_nobody_is_merged_or_parted_twice():
    one, other = make_customer(), make_customer("13900000000")
    merge_id = merged(one, other)

    with pytest.raises(CannotMerge):
        merged(one, other)
    part_customers(actor=BOSS, merge_id=merge_id, at=MONDAY)
    with pytest.raises(CannotPart):
        part_customers(actor=BOSS, merge_id=merge_id, at=MONDAY)

    assert ContactPoint.objects.filter(customer=other).count() == 1


def test_the_system_registers_whom_a_door_hands_in():
    wanted = [NewCustomer(contacts=(Contact("external", "m-1"),))]

    [customer_id] = ensure_customers(wanted=wanted, at=MONDAY, actor_id="")

    assert Entry.objects.get().actor == "system"
    assert search_customers(text="m-1", actor=SYSTEM_ACTOR) == [customer_id]
