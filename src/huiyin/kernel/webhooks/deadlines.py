"""What the worker does for webhooks."""

from datetime import datetime

from huiyin.kernel.webhooks.sending import purge_delivered, send_due
from huiyin.kernel.worker.registry import works


@works("webhooks.send", every=1.0, is_shared=True)
def send_webhooks(at: datetime) -> int:
    return send_due(at=at)


@works("webhooks.purge_delivered", every=3600.0)
def forget_old_deliveries(at: datetime) -> int:
    return purge_delivered(at=at)
