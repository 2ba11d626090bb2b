"""The kernel's own periodic works."""

from datetime import datetime

from huiyin.kernel.journal.seals import BATCH, seal_waiting
from huiyin.kernel.worker.registry import works


@works("journal.seal", every=10)
def seal_the_journal(at: datetime) -> int:
    """Seal what was committed since; again at once only while whole batches wait."""
    sealed = seal_waiting(at=at)
    return sealed if sealed == BATCH else 0
