"""A subscription is found by its reference without reading them all."""

import pytest
from django.db import connection

from huiyin.customers.models import Subscription

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="a planner with statistics reads small tables whole"
)
def test_references_are_looked_up_in_an_index():
    found = Subscription.objects.filter(reference__in=["A-1", "A-2"]).order_by()

    assert "USING INDEX customers_subscription_by_ref" in found.explain()
