"""Who could take cases now, as the dispatcher needs it."""

from datetime import datetime

from django.db.models import Count

from huiyin.cases.models import QueueEntry
from huiyin.cases.rules.dispatch import Dispatcher, Hand, Route
from huiyin.workforce.public import Worker, routes, workers


def dispatcher(*, at: datetime) -> Dispatcher:
    """Return a dispatcher that knows who is on duty and what each holds already."""
    return Dispatcher(
        hands=[_hand(worker) for worker in workers(at=at)],
        routes=[
            Route(r.topic_prefix, r.region_prefix, r.tier, r.department, r.team)
            for r in routes(at=at)
        ],
        loads=loads(),
    )


def loads() -> dict[int, int]:
    """Return how many open cases each person holds."""
    held = QueueEntry.objects.exclude(holder_id=None).values_list("holder_id")
    return {holder: count for holder, count in held.annotate(count=Count("pk")) if holder}


def _hand(worker: Worker) -> Hand:
    return Hand(
        person_id=worker.person_id,
        department=worker.department,
        team=worker.team,
        skills=worker.skills,
        regions=worker.regions,
        languages=frozenset(worker.languages),
        is_on_duty=worker.is_on_duty,
        capacity=worker.capacity,
    )
