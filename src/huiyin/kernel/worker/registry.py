"""Which works are done periodically. Contexts register theirs in `reactions` or `deadlines`."""

import threading
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


@dataclass(frozen=True, slots=True)
class Life:
    """What a companion knows of its worker: that it is stopping, and how to wake a work."""

    stopping: threading.Event
    wake: Callable[[str], None]


Companion: TypeAlias = Callable[[Life], None]
registered: dict[str, Work] = {}
companions: dict[str, Companion] = {}


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


def accompanies(name: str) -> Callable[[Companion], Companion]:
    """Call the decorated function once in each living worker, in a thread of its own.

    It waits for something outside (a server that speaks first), does nothing itself but
    `life.wake` a work, which looks what there is, and returns soon once `life.stopping` is set.
    Each worker has it, but not `huiyin worker --once`; it must stand being killed anywhere.
    """

    def register(companion: Companion) -> Companion:
        if companions.setdefault(name, companion) is not companion:
            message = f"two companions are called {name}"
            raise TypeError(message)
        return companion

    return register
