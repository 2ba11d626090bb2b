"""Which works are done periodically. Contexts register theirs in `reactions` or `deadlines`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

Job: TypeAlias = Callable[[datetime], int]


@dataclass(frozen=True, slots=True)
class Work:
    """A job that is done again and again."""

    name: str
    do: Job
    every: timedelta
    is_shared: bool


registered: dict[str, Work] = {}


def works(name: str, *, every: float, is_shared: bool = False) -> Callable[[Job], Job]:
    """Call the decorated function every `every` seconds with the moment, in some worker.

    It answers how many things it did; after more than none it is called again at once, so a
    job that takes a bounded batch keeps up. One worker does it at a time, unless `is_shared`:
    then all do, and it must claim its rows (`kernel.claims`). It opens its own transactions,
    must stand being killed anywhere, and whatever it raises is shown on the health page and
    tried again later.
    """

    def register(job: Job) -> Job:
        declared = Work(name, job, timedelta(seconds=every), is_shared)
        if registered.setdefault(name, declared) is not declared:
            message = f"two works are called {name}"
            raise TypeError(message)
        return job

    return register
