"""Who could take cases now, as the dispatcher needs it."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import connection

from huiyin.cases.rules.dispatch import Dispatcher, Hand, Need, Route, Staff
from huiyin.workforce.public import Route as WorkRoute
from huiyin.workforce.public import Worker, routes, workers

# The staff as last worked out, and of what: workforce answers the same objects as long as
# nothing turned.
_known: list[tuple[Sequence[Worker], Sequence[WorkRoute], Staff]] = []


def dispatcher(*, at: datetime, needs: Collection[Need] | None = None) -> Dispatcher:
    """Return a dispatcher that knows who is on duty and what each holds already.

    Give the `needs` it will decide where they are few: only the loads that matter are counted.
    """
    staff = _staff(at=at)
    hands = staff.everybody() if needs is None else staff.considered(needs)
    return Dispatcher(staff=staff, loads=loads(hands))


def loads(hands: Collection[Hand]) -> dict[int, int]:
    """Return how many open cases each holds, counted up to the largest capacity among them.

    Whoever holds more has no room either way; so the cost follows the staff, not the cases.
    """
    if not hands:
        return {}
    holders = [hand.person_id for hand in hands]
    most = max(hand.capacity for hand in hands)
    asked = holders if connection.vendor == "postgresql" else json.dumps(holders)
    with connection.cursor() as cursor:
        cursor.execute(LOADS[connection.vendor], [most, asked])
        return dict(cursor.fetchall())


LOAD = """
SELECT h.holder, (SELECT COUNT(*) FROM
  (SELECT 1 FROM cases_queueentry q WHERE q.holder_id = h.holder LIMIT %s) few)
FROM {holders}
"""
LOADS = {
    "postgresql": LOAD.format(holders="unnest(%s::bigint[]) AS h(holder)"),
    "sqlite": LOAD.format(holders="(SELECT value AS holder FROM json_each(%s)) h"),
}


def _staff(*, at: datetime) -> Staff:
    here, ways = workers(at=at), routes(at=at)
    for known_workers, known_routes, known in _known:
        if known_workers is here and known_routes is ways:
            return known
    staff = _staff_of(here, ways)
    # Another thread may put its own there meanwhile; each decides by what it was answered.
    _known[:] = [(here, ways, staff)]
    return staff


def _staff_of(here: Sequence[Worker], ways: Sequence[WorkRoute]) -> Staff:
    return Staff(
        hands=[_hand(worker) for worker in here],
        routes=[
            Route(r.topic_prefix, r.region_prefix, r.tier, r.department, r.team) for r in ways
        ],
    )


def _hand(worker: Worker) -> Hand:
    return Hand(
        person_id=worker.person_id,
        department=worker.department,
        team=worker.team,
        skills=worker.skills,
        regions=worker.regions,
        languages=worker.languages,
        is_on_duty=worker.is_on_duty,
        capacity=worker.capacity,
        is_rapid_response=worker.is_rapid_response,
    )
