import pytest
from django.db import IntegrityError, transaction

from huiyin.customers.actions.ensure_customers import CONTACT_COLUMNS
from huiyin.customers.models import ContactPoint
from huiyin.customers.tests.builders import MONDAY, make_customer
from huiyin.kernel.bulk import insert_rows

pytestmark = pytest.mark.django_db


def test_who_loses_the_race_for_a_contact_can_look_again():
    customer = make_customer()
    point = customer.contact_points.get()
    same = (customer.pk, "phone", point.value, bytes(point.index), None)

    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(ContactPoint, CONTACT_COLUMNS, [(*same, False, False, MONDAY)])

    assert ContactPoint.objects.count() == 1
