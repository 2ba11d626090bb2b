"""Every role at every door of the API: which ones open, as people reviewed it.

`HUIYIN_WRITE_BASELINES=1 pytest -n 0 tests/authorisation/test_doors.py` writes `doors.json`
anew; read its diff: each line that changes is somebody who may do more, or less.
"""

import json
import os
import re
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from huiyin.cases.actions.appeal_case import appeal_case
from huiyin.cases.actions.issue_work_order import issue_work_order
from huiyin.cases.models import Concession
from huiyin.cases.tests.builders import MONDAY_NINE, make_case
from huiyin.config.api import the_schema
from huiyin.kernel.access.models import RoleGrant, User
from huiyin.kernel.access.roles import SYSTEM_ACTOR, Role
from huiyin.knowledge.actions.write_article import write_article
from huiyin.workforce.actions.lay_out_defaults import lay_out_defaults

BASELINE = Path(__file__).with_name("doors.json")
CLOSED = {"not_allowed", "not_found"}


@pytest.fixture
def things(seeded_standards):
    """One of each thing that doors lead to, by the name in their addresses."""
    lay_out_defaults(at=MONDAY_NINE)
    case, other = make_case(), make_case(contacts=(("phone", "13900000001"),))
    told = {"at": MONDAY_NINE, "actor": SYSTEM_ACTOR}
    wanted = Concession.objects.create(
        case=case,
        amount_micro=1,
        currency="CNY",
        reason="多扣",
        state="pending",
        asked_by="user:0",
        asked_at=MONDAY_NINE,
    )
    return {
        "complaints": case.ref,
        "work-orders": issue_work_order(
            ref=case.ref, department="network", task="检查。", **told
        ),
        "articles": write_article(
            title="上网慢", body="重启。", language="zh-hans", audience="staff", **told
        ),
        "clock_id": case.clocks.first().pk,
        "appeal_id": appeal_case(ref=case.ref, body="申诉受理中心", **told),
        "concession_id": wanted.pk,
        "customer_id": case.customer_id,
        "other": other.ref,
    }


def caller_as(role):
    user = User.objects.create(username=role)
    RoleGrant.objects.create(user=user, role=role)
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def is_open(client, method, path, operation, things):
    """Return whether a door opens, whatever the rules then say; nothing of it stays."""
    context = path.split("/")[3]
    address = re.sub(
        r"\{(\w+)\}", lambda name: str(things.get(name[1], things.get(context))), path
    )
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    sent = json.dumps(body.get("example", {})).replace("C-2603-000012", things["other"])
    if "suggestions" in path:
        address += "?text=a"
    with transaction.atomic():
        response = client.generic(
            method.upper(), address, sent, content_type="application/json"
        )
        transaction.set_rollback(True)
    return response.status_code < 400 or response.json()["code"] not in CLOSED


@pytest.mark.django_db
def test_each_door_opens_to_the_roles_that_were_reviewed(things):
    callers = {role.value: caller_as(role) for role in Role}

    found = {
        f"{method.upper()} {path}": sorted(
            role
            for role, client in callers.items()
            if is_open(client, method, path, operation, things)
        )
        for path, methods in the_schema()["paths"].items()
        for method, operation in methods.items()
    }

    if os.environ.get("HUIYIN_WRITE_BASELINES"):
        lines = (
            f" {json.dumps(door)}: {json.dumps(roles)}" for door, roles in sorted(found.items())
        )
        BASELINE.write_text("{\n" + ",\n".join(lines) + "\n}\n")
    assert found == json.loads(BASELINE.read_text())
