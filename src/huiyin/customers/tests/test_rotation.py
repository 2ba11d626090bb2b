import base64
import os

import pytest
from django.core.exceptions import FieldError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from huiyin.customers.models import Customer
from huiyin.customers.public import Contact, find_customers
from huiyin.customers.tests.builders import make_customer
from huiyin.kernel.protection.cipher import key_id_of
from huiyin.kernel.protection.keys import keyring

pytestmark = pytest.mark.django_db
PHONE = Contact("phone", "13812345678")


def new_key() -> str:
    return base64.urlsafe_b64encode(os.urandom(32)).decode()


def sealed_name() -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM customers_customer")
        return bytes(cursor.fetchone()[0])


def test_the_database_holds_no_name():
    make_customer()

    assert "张小明".encode() not in sealed_name()


def test_a_sealed_field_cannot_be_searched():
    with pytest.raises(FieldError, match="Unsupported lookup"):
        Customer.objects.filter(name="张小明").exists()


def test_rotation_seals_with_the_newest_key_and_everybody_is_still_found(settings, capsys):
    customer = make_customer()
    settings.FIELD_KEYS = [new_key(), *settings.FIELD_KEYS]

    call_command("protection_rotate", "--json")
    call_command("protection_rotate", "--json")

    customer.refresh_from_db()
    assert key_id_of(sealed_name()) == keyring().newest
    assert customer.name == "张小明"
    assert find_customers(contacts=[PHONE])[PHONE].id == customer.pk
    assert '"customers.customer.name": 0' in capsys.readouterr().out.splitlines()[-1]


def test_the_founding_key_can_be_retired(settings):
    customer = make_customer()
    settings.FIELD_KEYS = [new_key(), *settings.FIELD_KEYS]

    call_command("protection_rotate", "--reindex")
    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]

    call_command("protection_check")
    assert find_customers(contacts=[PHONE])[PHONE].id == customer.pk


def test_a_missing_key_is_found_before_harm_is_done(settings):
    make_customer()
    settings.FIELD_KEYS = [new_key()]

    with pytest.raises(CommandError, match="Put it back"):
        call_command("protection_check")
