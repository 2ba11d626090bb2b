"""The API keeps the promises of its own schema, whatever it is sent."""

from functools import cache

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import (
    negative_data_rejection,
    positive_data_acceptance,
)

from huiyin.config import api_gate
from huiyin.config.api import the_schema
from huiyin.kernel.access.roles import SYSTEM_ACTOR
from huiyin.kernel.apikeys.keys import create_key
from huiyin.kernel.clock import now
from huiyin.kernel.rest.rates import Rates

pytestmark = pytest.mark.django_db


CONFIG = schemathesis.Config.from_dict({"generation": {"allow-x00": False}})
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


@SCHEMA.parametrize()
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_answers_as_the_schema_says(case, seeded_standards):
    api_gate.rates = Rates()
    key = create_key(
        name="everything", scopes=["*"], at=now(), actor=SYSTEM_ACTOR, rate_per_second=100_000
    )

    # Rules may refuse what the schema allows, and parameters nobody knows are passed over.
    case.call_and_validate(
        headers={"Authorization": f"Bearer {key.token}"},
        excluded_checks=[positive_data_acceptance, negative_data_rejection],
    )
