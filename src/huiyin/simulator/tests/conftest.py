from datetime import UTC, datetime
from random import Random
from zoneinfo import ZoneInfo

import pytest

from huiyin.simulator.actions.set_stage import Size, set_stage
from huiyin.simulator.rules import people
from huiyin.simulator.rules.arriving import Town
from huiyin.simulator.seeds.sayings import areas, districts, topics

CHINA = ZoneInfo("Asia/Shanghai")
# A Thursday at noon in China.
NOON = datetime(2026, 3, 5, 4, tzinfo=UTC)


@pytest.fixture
def town():
    """Five hundred people who may complain."""
    known = people.customers(500, districts=districts(), random=Random(7))
    return Town(customers=known, areas=areas(), topics=topics(), zone=CHINA, key="7")


@pytest.fixture
def staged(settings, tmp_path):
    """Return a function that makes a small operator ready to be played."""
    settings.HOME = tmp_path

    def ready(**size):
        usual = {"customers": 60, "complaints": 18, "days": 6, "lived": 4} | size
        scenario = usual.pop("scenario", "everyday")
        return set_stage(
            size=Size(**usual), seed=7, scenario=scenario, password="x", until=NOON
        )

    return ready
