"""An operator to measure on: standards, staff, a trained model, complaints in any number."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.config.settings")

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from huiyin.cases.public import NewComplaint
from huiyin.kernel.clock import now
from huiyin.simulator.actions.hire_staff import hire_staff
from huiyin.simulator.rules import matters, people
from huiyin.simulator.rules.telling import tell_first
from huiyin.simulator.seeds.sayings import areas, districts, speech, topics


def set_up() -> None:
    """Make an empty operator with standards, staff and the starter model."""
    _refuse_what_is_in_use()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
    call_command("migrate", verbosity=0)
    call_command("seed", verbosity=0, stdout=open(os.devnull, "w"))  # noqa: PTH123, SIM115
    call_command("text_train", stdout=open(os.devnull, "w"))  # noqa: PTH123, SIM115
    hire_staff(password="bench", at=now() - timedelta(days=400))


def _refuse_what_is_in_use() -> None:
    """Measure on a database made for it only: on PostgreSQL it is emptied first."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "postgresql":
        is_ours, way = "bench" in name, "Name one with `bench` in its name."
    else:
        is_ours, way = not Path(name).exists(), "Set HUIYIN_HOME to an empty folder."
    if not is_ours:
        message = f"{name} may be in use, so nothing is measured there. {way}"
        raise SystemExit(message)


def complaints(count: int, *, days: int = 20, seed: int = 1) -> Iterator[NewComplaint]:
    """Return that many complaints of many customers over the last days."""
    random = Random(seed)
    known = people.customers(max(100, count // 3), districts=districts(), random=random)
    zone = ZoneInfo(settings.TIME_ZONE)
    until = now()
    for number in range(count):
        customer = random.choice(known)
        at = until - timedelta(seconds=random.randrange(days * 86400))
        what = matters.trouble(areas(), topics(), random=random)
        area, key = areas()[what.topic.partition(".")[0]], f"{seed}:{number}"
        matter = matters.matter(customer, what, area=area, at=at, zone=zone, key=key)
        yield NewComplaint(
            body=tell_first(matter, speech()).text,
            at=at,
            channel="web",
            contacts=(("phone", customer.phone),),
            name=customer.name,
            region=customer.region,
            place=customer.place,
            source=f"bench{seed}",
            external_id=str(number),
        )


@contextmanager
def measured(figures: dict[str, float]) -> Iterator[None]:
    """Write wall and CPU seconds of the block into `figures`."""
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    figures["seconds"] = round(time.perf_counter() - wall, 3)
    figures["cpu_seconds"] = round(time.process_time() - cpu, 3)


def percentile(values: list[float], share: float) -> float:
    """Return the value below which `share` of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
