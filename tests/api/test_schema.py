"""The API keeps the promises of its own schema, whatever it is sent."""

from functools import cache
from itertools import cycle

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import (
    ignored_auth,
    negative_data_rejection,
    positive_data_acceptance,
)

from huiyin.cases.actions.issue_work_order import issue_work_order
from huiyin.cases.actions.resolve_case import resolve_case
from huiyin.cases.tests.builders import make_case
from huiyin.config import api_gate
from huiyin.config.api import the_schema
from huiyin.kernel.access.roles import SYSTEM_ACTOR
from huiyin.kernel.apikeys.keys import create_key
from huiyin.kernel.clock import now
from huiyin.kernel.rest.rates import Rates
from huiyin.knowledge.actions.write_article import write_article
from huiyin.knowledge.models import Article
from huiyin.standards.seeds.plant import plant
from huiyin.standards.tests.builders import known_holidays
from huiyin.workforce.actions.lay_out_defaults import lay_out_defaults

pytestmark = pytest.mark.django_db


# Every boundary of every field would be some sixty requests for each operation.
CONFIG = schemathesis.Config.from_dict(
    {"generation": {"allow-x00": False}, "phases": {"coverage": {"enabled": False}}}
)
SCHEMA = schemathesis.openapi.from_dict(the_schema(), config=CONFIG)


@cache
def the_application():
    return get_wsgi_application()


def application(environ, start_response):
    # Made at the first call, within a test, which has a folder for static files.
    return the_application()(environ, start_response)


SCHEMA.app = application


@pytest.fixture(autouse=True)
def kept_connection():
    """The end of a request closes old connections; the test's transaction needs its own."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.fixture(scope="module")
def things(django_db_setup, django_db_blocker):
    """Complaints, some of them resolved, and a work order, made once: what doors open on."""
    with django_db_blocker.unblock(), transaction.atomic():
        at = now()
        plant(at=at, holidays=known_holidays)
        lay_out_defaults(at=at)
        made = [make_case(contacts=(("phone", f"1390000000{n}"),), at=at) for n in range(4)]
        resolve_case(ref=made[0].ref, answer="好了。", cause="", at=at, actor=SYSTEM_ACTOR)
        order = issue_work_order(
            ref=made[1].ref, department="network", task="检查。", at=at, actor=SYSTEM_ACTOR
        )
        write_article(
            title="上网慢",
            body="请重启。",
            language="zh-hans",
            audience="staff",
            at=at,
            actor=SYSTEM_ACTOR,
        )
        key = create_key(
            name="all", scopes=["*"], at=at, actor=SYSTEM_ACTOR, rate_per_second=100_000
        )
        yield {
            "token": key.token,
            "complaints": cycle([case.ref for case in made]),
            "work-orders": cycle([order]),
            "articles": cycle(list(Article.objects.values_list("ref", flat=True))),
        }
        transaction.set_rollback(True)


@SCHEMA.parametrize()
@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_answers_as_the_schema_says(case, things):
    api_gate.rates = Rates()
    refs = things.get(case.path.split("/")[3])
    if refs and "ref" in case.path_parameters:
        # A reference made up is never one of ours: all but the first would be a 404.
        case.path_parameters["ref"] = next(refs)

    # Rules may refuse what the schema allows, and parameters nobody knows are passed over. That
    # nobody enters without a key is asked in tests/authorisation, once for each door.
    case.call_and_validate(
        headers={"Authorization": f"Bearer {things['token']}"},
        excluded_checks=[ignored_auth, positive_data_acceptance, negative_data_rejection],
    )
