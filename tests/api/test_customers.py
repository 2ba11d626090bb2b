"""Customers by REST: masked, paged, within the scope of the key."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from huiyin.customers.public import Contact, NewCustomer, ensure_customers
from huiyin.kernel.access.roles import SYSTEM_ACTOR
from huiyin.kernel.apikeys.keys import create_key

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 1, tzinfo=UTC)


def test_pages_the_customers_of_the_region_and_shows_no_plain_contact():
    wanted = [
        NewCustomer(
            contacts=(Contact("phone", f"+861380013800{n}"),), name="王小明", region=region
        )
        for n, region in enumerate(["330106", "4401", "3302"])
    ]
    first, outside, second = ensure_customers(wanted=wanted, at=AT, actor_id="system")
    key = create_key(
        name="shop", scopes=["customers.see_*"], regions=["33"], at=AT, actor=SYSTEM_ACTOR
    )
    client = Client(headers={"authorization": f"Bearer {key.token}"})

    page = client.get("/api/v1/customers?limit=1").json()
    rest = client.get(f"/api/v1/customers?limit=1&after={page['next']}").json()
    detail = client.get(f"/api/v1/customers/{first}")

    assert [row["id"] for row in page["items"] + rest["items"]] == [second, first]
    assert rest["next"] is None
    assert client.get(f"/api/v1/customers/{outside}").status_code == 404
    assert "小明" not in detail.content.decode()
    assert "13800138000" not in detail.content.decode()


def test_the_reference_needs_nothing_from_elsewhere():
    page = Client(headers={"accept-language": "en"}).get("/api/v1/docs")

    assert page.status_code == 200
    assert b"list_customers" in page.content
    assert b"<script" not in page.content
    assert b"http://" not in page.content
