"""What a worker does for customers."""

from datetime import datetime

from huiyin.customers.actions.run_import import run_waiting_import
from huiyin.kernel.worker.registry import works


@works("customers.imports", every=2)
def take_files_in(at: datetime) -> int:
    """Take in files of customers that were sent and confirmed."""
    return run_waiting_import(at=at)
