"""Fixtures every test may use."""

import math
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

# How long an example takes says more about the machine than about the code.
hypothesis_settings.register_profile(
    "huiyin",
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
hypothesis_settings.load_profile("huiyin")


@pytest.fixture
def monday_nine() -> datetime:
    """A working Monday, 09:00 in Shanghai."""
    return datetime(2026, 3, 2, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path):
    """Each test keeps its files to itself."""
    settings.HOME = tmp_path
    for name in (
        "ATTACHMENTS_ROOT",
        "SPOOL_ROOT",
        "MODELS_ROOT",
        "BRAND_ROOT",
        "LAKE_ROOT",
        "STATIC_ROOT",
    ):
        setattr(settings, name, tmp_path / name.lower())
    # The server of static files warns where there is no folder of them.
    settings.STATIC_ROOT.mkdir()


@pytest.fixture
def seeded_standards(db, monday_nine):
    """Topics, policies, limits and calendars as an operator starts with them."""
    from huiyin.standards.seeds.plant import plant  # noqa: PLC0415 - few tests need it
    from huiyin.standards.tests.builders import known_holidays  # noqa: PLC0415

    plant(at=monday_nine, holidays=known_holidays)


@pytest.fixture(autouse=True)
def no_listeners(monkeypatch):
    """Whether anybody listens is asked every ten seconds; no test should meet that moment."""
    # Imported late: this file is read before Django is set up.
    from huiyin.kernel.webhooks import listening  # noqa: PLC0415

    nobody = listening.Known(until=math.inf, patterns=frozenset())
    monkeypatch.setattr(listening, "_known", nobody)
