"""Taking a customer out of words that leave the house."""

import pytest

from huiyin.customers.models import Customer, Subscription
from huiyin.customers.public import without_trace_of_person
from huiyin.customers.tests.builders import make_customer

pytestmark = pytest.mark.django_db


@pytest.fixture
def john():
    customer = make_customer()
    found = Customer.objects.get(pk=customer.pk)
    found.name, found.address = "John Smith", "12 Market Street, Flat 3B, Leeds"
    found.save()
    Subscription.objects.create(customer=found, product="fibre", reference="FB-90 8811")
    return found


def left(customer, *texts):
    return without_trace_of_person(texts=list(texts), customer_id=customer.pk)


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("John Smith here", "[name] here"),
        ("my name is john", "my name is [name]"),
        ("ask JOHN  SMITH, please", "ask [name], please"),
        ("Johnson is somebody else", "Johnson is somebody else"),
        ("at 12 market street since May", "at [address] since May"),
        ("line FB908811 is dead", "line [account] is dead"),
        ("line fb-90-8811 is dead", "line [account] is dead"),
    ],
)
def test_however_it_is_written_it_goes(john, text, hidden):
    assert left(john, text) == [hidden]


def test_a_number_goes_however_it_is_parted(john):
    point = john.contact_points.get()
    plain = point.value.removeprefix("+86")
    parted = f"{plain[:3]}-{plain[3:7]} {plain[7:]}"

    assert [plain in one for one in left(john, f"call {plain}", f"call {parted}")] == [
        False,
        False,
    ]
    assert left(john, f"call {parted}") == ["call [phone]"]


def test_many_texts_cost_no_more_than_one(john, django_assert_num_queries):
    with django_assert_num_queries(4):
        left(john, *("John" for _ in range(50)))
