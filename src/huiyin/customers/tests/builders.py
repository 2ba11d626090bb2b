"""Customers and people for tests."""

from datetime import UTC, datetime

from huiyin.customers.models import Customer
from huiyin.customers.public import Contact, NewCustomer, ensure_customers
from huiyin.kernel.access.models import RoleGrant, User
from huiyin.kernel.access.roles import Actor, Grant, Role

MONDAY = datetime(2026, 3, 2, 1, tzinfo=UTC)


def make_customer(phone="13812345678", **fields) -> Customer:
    contacts = (Contact("phone", phone), *fields.pop("more", ()))
    new = NewCustomer(**{"contacts": contacts, "name": "张小明", "region": "330106"} | fields)
    [customer_id] = ensure_customers(wanted=[new], at=MONDAY, actor_id="system")
    return Customer.objects.get(pk=customer_id)


def actor_of_role(role: Role, *, regions: frozenset[str] = frozenset()) -> Actor:
    return Actor(id="user:1", name="Ada", grants=(Grant(role, regions=regions),))


def make_user(role: Role) -> User:
    user = User.objects.create_user(username=f"{role}-1", password=None)
    RoleGrant.objects.create(user=user, role=role.value)
    return user
