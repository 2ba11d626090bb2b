"""An operator with promises, departments and a few people, for the tests of cases."""

from datetime import UTC, datetime

import pytest

from huiyin.cases.tests.builders import somebody
from huiyin.workforce.actions.lay_out_defaults import lay_out_defaults
from tests.browser import *  # noqa: F403 - fixtures

MONDAY_NINE = datetime(2026, 3, 2, 1, tzinfo=UTC)


@pytest.fixture
def operator(seeded_standards):
    """Standards as they come, departments, and an agent and a billing specialist."""
    lay_out_defaults(at=MONDAY_NINE)
    return {
        "agent": somebody("agent", "care", roles=["agent"]),
        "biller": somebody("biller", "billing", roles=["specialist", "agent"]),
        "boss": somebody("boss", "supervision", roles=["supervisor", "agent"]),
    }
