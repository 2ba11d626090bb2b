"""Workers killed at any moment lose nothing and do nothing twice."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection, transaction

from huiyin.kernel.clock import now
from huiyin.kernel.journal.deliver import deliver_all
from huiyin.kernel.journal.models import Delivery, Entry
from huiyin.kernel.journal.tests.sample import light, only_reactions
from huiyin.kernel.timers import schedule
from huiyin.kernel.timers.models import Timer
from huiyin.kernel.timers.schedule import fire_all, set_timers
from huiyin.kernel.worker.tests.mortal import register

__all__ = ["only_reactions"]
FACTS, KILLS = 300, 8
BIRTH = """
import django
django.setup()
from huiyin.kernel.worker.tests.mortal import live_on_the_edge
live_on_the_edge()
"""


@pytest.fixture
def spawn():
    if connection.vendor != "postgresql":
        pytest.skip("two workers at once need PostgreSQL; the tests' SQLite is in memory")
    settings = connection.settings_dict
    url = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**settings)
    nursery = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", BIRTH],
        env={**os.environ, "DATABASE_URL": url},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    )
    alive = set()

    def start():
        nursery.stdin.write("\n")
        alive.add(pid := int(nursery.stdout.readline()))
        return pid

    yield start
    for pid in alive:
        kill(pid)
    nursery.stdin.close()
    nursery.wait()
    nursery.stdout.close()


def kill(pid):
    """Kill -9, and wait until the process is gone."""
    try:
        while True:
            os.kill(pid, signal.SIGKILL)
            time.sleep(0.01)
    except ProcessLookupError:
        pass


@pytest.mark.django_db(transaction=True)
def test_two_workers_killed_at_random_lose_and_double_nothing(spawn, only_reactions):
    chance = random.Random(20260302)
    register()
    workers = [spawn(), spawn()]
    with transaction.atomic():
        light(FACTS)
        due = [(str(number), now()) for number in range(FACTS)]
        set_timers(kind="tests.mortal", due=due)

    for turn in range(KILLS):
        time.sleep(chance.uniform(0.05, 0.4))
        kill(workers[turn % 2])
        workers[turn % 2] = spawn()
    for worker in workers:
        kill(worker)
    claimed_when_killed = Delivery.objects.exclude(claim=None).count()
    later = now() + timedelta(hours=1)
    fire_all(at=later)
    deliver_all(at=later)
    del schedule._deadlines["tests.mortal"]

    effects = Entry.objects.filter(story__startswith="effect:")
    done = Counter(effects.values_list("story", "subject"))
    assert claimed_when_killed > 0
    assert set(done.values()) == {1}
    assert len(done) == 3 * FACTS
    assert not Delivery.objects.exists()
    assert not Timer.objects.exists()
