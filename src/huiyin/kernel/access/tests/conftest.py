import pytest

from huiyin.kernel.access.actor import actor_of
from huiyin.kernel.access.models import RoleGrant, User
from tests.browser import *  # noqa: F403 - fixtures

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PASSWORD = "correct horse battery staple"


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Argon2 is slow on purpose; tests need not be."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def make_person(db):
    """Make somebody with roles: `make_person("li", "agent")`."""

    def make(username, *roles, **fields):
        person = User.objects.create_user(username, password=PASSWORD, **fields)
        for role in roles:
            RoleGrant.objects.create(user=person, role=role)
        return person

    return make


@pytest.fixture
def chief(make_person):
    return make_person("chief", "administrator")


@pytest.fixture
def as_chief(chief):
    return actor_of(chief)


@pytest.fixture
def chief_client(client, chief):
    client.force_login(chief, backend=BACKEND)
    return client
