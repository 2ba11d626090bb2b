"""Work that was given up on, and giving it its attempts back."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.kernel.access.roles import Actor, require
from huiyin.kernel.claims import Claimable, retry_parked
from huiyin.kernel.journal.models import Delivery
from huiyin.kernel.journal.record import record
from huiyin.kernel.refusal import NotFound
from huiyin.kernel.timers.models import Timer
from huiyin.kernel.worker.access import RETRY
from huiyin.kernel.worker.events import ParkedRetried

QUEUES: dict[str, type[Claimable]] = {"deliveries": Delivery, "timers": Timer}


def parked_rows(queue: str) -> Any:
    """Return what is parked in that queue, as a queryset of what a page shows."""
    rows: Any = _model_of(queue)._default_manager.exclude(parked_at=None)  # noqa: SLF001
    return rows.select_related("entry") if queue == "deliveries" else rows


@transaction.atomic
def retry(*, queue: str, ids: list[int] | None, at: datetime, actor: Actor) -> int:
    """Try these parked rows again, or with None all of them; return how many there were."""
    require(actor, RETRY)
    model = _model_of(queue)
    wanted = ids if ids is not None else list(parked_rows(queue).values_list("pk", flat=True))
    count = retry_parked(model, wanted, at=at)
    if count:
        event = ParkedRetried(queue=queue, count=count)
        record(event, story="system", at=at, actor=actor.id)
    return count


def _model_of(queue: str) -> type[Claimable]:
    if queue not in QUEUES:
        raise NotFound(_("There is no such queue. Go back to the health of the system."))
    return QUEUES[queue]
