"""What is done again and again for REST."""

from datetime import datetime

from huiyin.kernel.rest.idempotency import purge_replies
from huiyin.kernel.worker.registry import works


@works("rest.purge_replies", every=600.0)
def forget_old_replies(at: datetime) -> int:
    return purge_replies(at=at)
