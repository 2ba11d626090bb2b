"""Each page asks the database a known number of questions, however much it shows.

The counts are a reviewed baseline in query_counts.json.
"""

import json
import os
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiyin.cases.models import Case
from huiyin.cases.tests.builders import make_case
from huiyin.kernel.access.models import User

pytestmark = pytest.mark.django_db

BASELINE = Path(__file__).with_name("query_counts.json")
HOW_TO_UPDATE = (
    "Pages ask the database another number of questions than before. Fewer is welcome; more "
    "needs a reason. Run `HUIYIN_WRITE_BASELINES=1 python -m pytest -n 0 "
    "src/huiyin/cases/tests/test_query_counts.py` and commit query_counts.json with it."
)
PAGES = {
    "queue": "/cases/?view=all",
    "queue, mine": "/cases/?view=mine",
    "queue, filtered": "/cases/?view=all&department=billing&topic=billing&state=triaged",
    "to be classified": "/cases/triage/",
    "at risk": "/cases/at-risk/",
    "search, words": "/cases/search/?q=账单",
    "search, phone": "/cases/search/?q=13800001111",
    "cases of a customer": "/cases/of-customer/{customer_id}/",
    "case": "/cases/{ref}/",
    "preview": "/cases/{ref}/preview/",
}


def signed_in():
    client = Client(headers={"hx-request": "true"})
    client.force_login(
        User.objects.get(username="boss"),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    return client


def counts(client, case):
    found = {}
    for name, address in PAGES.items():
        path = address.format(ref=case.ref, customer_id=case.customer_id)
        # What is kept from request to request is filled by the first.
        assert client.get(path).status_code == 200, name
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(path)
        found[name] = len(asked)
    return found


def fill(times):
    for number in range(times):
        phone = f"1390000{number:04d}"
        make_case(
            contacts=(("phone", phone),),
            topic="" if number % 3 == 0 else "billing.bill_unclear",
        )
        make_case(topic="mobile.slow_data", body=f"账单和网速都有问题 {number}")


def test_pages_ask_as_often_as_reviewed_however_many_rows_there_are(operator):
    case = make_case()
    fill(2)
    few = counts(signed_in(), case)
    fill(6)

    many = counts(signed_in(), case)

    assert many == few
    # Searching by words takes PostgreSQL one question more: each engine has its own counts.
    reviewed = json.loads(BASELINE.read_text(encoding="utf-8"))
    if os.environ.get("HUIYIN_WRITE_BASELINES"):
        reviewed[connection.vendor] = many
        text = json.dumps(reviewed, indent=1, ensure_ascii=False)
        BASELINE.write_text(text + "\n", encoding="utf-8")
    assert many == reviewed[connection.vendor], HOW_TO_UPDATE
    assert Case.objects.count() > 10
