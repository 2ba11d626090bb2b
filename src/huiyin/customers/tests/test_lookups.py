"""Subscriptions and people are found by an index, without reading them all."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.customers.models import Subscription
from huiyin.customers.public import search_customers
from huiyin.kernel.access.roles import SYSTEM_ACTOR

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        connection.vendor != "sqlite",
        reason="a planner with statistics reads small tables whole",
    ),
]


def test_references_are_looked_up_in_an_index():
    found = Subscription.objects.filter(reference__in=["A-1", "A-2"]).order_by()

    assert "USING INDEX customers_subscription_by_ref" in found.explain()


@pytest.mark.parametrize("text", ["宽带", "13812345678", "5678", "a@b.cn", "K-7"])
def test_nobody_is_searched_for_by_reading_everybody(text):
    with CaptureQueriesContext(connection) as asked:
        search_customers(text=text, actor=SYSTEM_ACTOR)

    with connection.cursor() as cursor:
        for one in asked:
            cursor.execute("EXPLAIN QUERY PLAN " + one["sql"].replace("%", "%%"), [])
            assert not [row[-1] for row in cursor.fetchall() if row[-1].startswith("SCAN")]
