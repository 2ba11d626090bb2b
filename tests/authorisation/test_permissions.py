"""Every role against every permission, and every operation of the API against nobody."""

import re

import pytest
from django.test import Client

from huiyin.config.api import the_schema
from huiyin.kernel.access.models import RoleGrant, User
from huiyin.kernel.access.roles import Actor, Grant, Role, may, permissions, require
from huiyin.kernel.refusal import NotAllowed
from tests.authorisation.table import HOW_TO_UPDATE, declared, reviewed

# Reference data that says nothing about anybody; every caller may read it.
OPEN_TO_ALL = {"/api/v1/topics", "/api/v1/causes", "/api/v1/legal-limits"}
CELLS = [(role, code) for code in sorted(permissions) for role in Role]
OPERATIONS = [
    (method, path) for path, methods in the_schema()["paths"].items() for method in methods
]


def filled(path):
    """Return an address of this path: `ref` is a text, the others are numbers."""
    return re.sub(r"\{\w+\}", "1", path.replace("{ref}", "C-1"))


def test_roles_hold_what_was_reviewed():
    assert declared() == reviewed(), HOW_TO_UPDATE


@pytest.mark.parametrize(("role", "code"), CELLS)
def test_a_role_may_do_what_it_holds_and_nothing_else(role, code):
    actor = Actor("user:1", "somebody", (Grant(role),))

    assert may(actor, permissions[code]) is (role.value in reviewed()[code])


def test_every_permission_says_what_it_allows():
    silent = [code for code, permission in permissions.items() if not str(permission.says)]

    assert silent == []


@pytest.mark.parametrize("code", sorted(permissions))
def test_nobody_may_do_anything(code):
    with pytest.raises(NotAllowed):
        require(Actor("user:1", "nobody"), permissions[code])


@pytest.mark.parametrize("role", Role)
def test_no_role_reaches_beyond_its_region(role):
    actor = Actor("user:1", "somebody", (Grant(role, regions=frozenset({"33"})),))

    assert not [
        code for code, wanted in permissions.items() if may(actor, wanted, region="4401")
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_every_operation_refuses_whoever_has_no_key(method, path):
    response = Client().generic(method.upper(), filled(path))

    assert (response.status_code, response.json()["code"]) == (401, "not_authenticated")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "path"), [each for each in OPERATIONS if each[1] not in OPEN_TO_ALL]
)
def test_no_operation_shows_anything_to_a_person_without_role(method, path):
    client = Client()
    user = User.objects.create(username="newcomer")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")

    response = client.generic(
        method.upper(), filled(path), "{}", content_type="application/json"
    )

    assert not RoleGrant.objects.exists()
    assert response.status_code in {403, 404, 422}
