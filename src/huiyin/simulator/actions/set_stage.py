"""An operator ready to be played: staff, customers, what they will complain of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from random import Random
from zoneinfo import ZoneInfo

from django.conf import settings

from huiyin.simulator.actions.hire_staff import hire_staff
from huiyin.simulator.actions.keep_truth import TruthKeeper, truth_path
from huiyin.simulator.actions.play_case import play_case
from huiyin.simulator.actions.register_customers import register_customers
from huiyin.simulator.actions.stage import Stage
from huiyin.simulator.rules import calendar
from huiyin.simulator.rules.arriving import Town
from huiyin.simulator.rules.matters import Matter
from huiyin.simulator.rules.people import customers
from huiyin.simulator.rules.scenarios import SCENARIOS, Scenario
from huiyin.simulator.rules.staff import Staff, staff
from huiyin.simulator.seeds.sayings import areas, districts, speech, topics
from huiyin.workforce.public import routes


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large the operator is, and how long its history."""

    customers: int = 20_000
    # First tellings on the average over all days; what befalls the operator comes on top.
    complaints: int = 8_000
    days: int = 90
    # The last of them are lived case by case; what lies before comes in bulk.
    lived: int = 14
    better_by: float = 0.0


@dataclass(slots=True, kw_only=True)
class Ready:
    """The stage, the town, and what is going to be complained of."""

    stage: Stage
    town: Town
    past: Sequence[Matter]
    coming: Sequence[Matter]
    is_fresh: bool


def set_stage(*, size: Size, seed: int, scenario: str, password: str, until: datetime) -> Ready:
    """Hire the staff, make the customers known, and plan what they will complain of.

    Where the customers are known already nothing is fresh: the truth kept goes on.
    """
    first = until - timedelta(days=size.days + 1)
    house = hire_staff(password=password, at=first, people=_staff(size, seed))
    known = customers(
        size.customers,
        districts=districts(),
        random=Random(f"{seed}:customers"),  # noqa: S311 - a play
    )
    is_fresh = register_customers(known, at=first)
    zone, chosen = ZoneInfo(settings.TIME_ZONE), SCENARIOS[scenario]
    town = Town(customers=known, areas=areas(), topics=topics(), zone=zone, key=str(seed))
    lived_from = until - timedelta(days=min(size.lived, size.days))
    matters = _matters(town, size, chosen, until=until)
    stage = Stage(
        house=house,
        speech=speech(),
        truths=TruthKeeper(routes=routes(at=until), path=truth_path(), is_new=is_fresh),
        scenario=chosen,
        zone=zone,
        until=until,
        begin=play_case,
        at=lived_from,
    )
    return Ready(
        stage=stage,
        town=town,
        past=[one for one in matters if one.at < lived_from],
        coming=[one for one in matters if one.at >= lived_from],
        is_fresh=is_fresh,
    )


def _staff(size: Size, seed: int) -> list[Staff]:
    random = Random(f"{seed}:staff")  # noqa: S311 - a play
    return staff(random=random, better_by=size.better_by)


def _matters(town: Town, size: Size, scenario: Scenario, *, until: datetime) -> list[Matter]:
    """Return all that will be complained of, in the order of time."""
    usual = size.complaints / max(1, size.days)
    days = calendar.days_until(until, days=size.days, zone=town.zone)
    ordinary = [
        town.matters_of(day, usual=usual, scenario=scenario, until=until) for day in days
    ]
    befallen = town.befallen(scenario, usual=usual, until=until)
    return sorted(chain(*ordinary, befallen), key=lambda one: (one.at, one.key))
