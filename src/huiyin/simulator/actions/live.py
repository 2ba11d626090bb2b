"""Live arrivals: the operator goes on living while somebody looks at it."""

import time
from collections.abc import Sequence
from random import Random

from huiyin.cases.public import open_cases
from huiyin.kernel.clock import now
from huiyin.simulator.actions.play_history import complain
from huiyin.simulator.rules.people import Customer


def live(*, customers: Sequence[Customer], every_s: float, most: int, random: Random) -> None:
    """Let somebody complain about every `every_s` seconds, `most` times at most."""
    for _ in range(most):
        time.sleep(random.expovariate(1 / every_s))
        at = now()
        said = complain(random.choice(customers), at=at, random=random)
        open_cases(complaints=[said], at=at, actor_id="system")
