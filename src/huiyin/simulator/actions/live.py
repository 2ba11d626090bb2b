"""Live arrivals: the operator goes on living while somebody looks at it."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from heapq import heappop
from random import Random

from huiyin.simulator.actions.play_history import do
from huiyin.simulator.actions.say_words import complain
from huiyin.simulator.actions.stage import Stage
from huiyin.simulator.rules.arriving import Town
from huiyin.simulator.rules.matters import trouble


def live(
    stage: Stage, town: Town, *, every_s: float, most: int, clock: Callable[[], datetime]
) -> None:
    """Let somebody complain about every `every_s` seconds, `most` times at most; what was
    planned is done when its moment comes.
    """
    stage.part = "live"
    came, next_at = 0, clock()
    while came < most:
        if stage.due and stage.due[0][0] <= next_at:
            at, _place, act = heappop(stage.due)
            _sleep_until(at, clock)
            do(stage, act, at=at)
            continue
        _sleep_until(next_at, clock)
        key = f"{town.key}:live:{next_at.isoformat()}"
        random = Random(key)  # noqa: S311 - a play
        who, what = (
            random.choice(town.customers),
            trouble(town.areas, town.topics, random=random),
        )
        matter = town.matter(who, what, at=next_at, key=key)
        do(stage, partial(complain, stage, matter, at=next_at), at=next_at)
        came += 1
        next_at += timedelta(seconds=random.expovariate(1 / every_s))


def _sleep_until(moment: datetime, clock: Callable[[], datetime]) -> None:
    time.sleep(max(0.0, (moment - clock()).total_seconds()))
