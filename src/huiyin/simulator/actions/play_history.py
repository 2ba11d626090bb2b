"""The operator's life up to a moment, played through the public doors."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from heapq import heappop

from huiyin.kernel.journal.deliver import deliver_due
from huiyin.kernel.refusal import Refusal
from huiyin.kernel.timers.schedule import fire_all
from huiyin.kernel.worker.registry import registered
from huiyin.simulator.actions.say_words import complain
from huiyin.simulator.actions.stage import Stage
from huiyin.simulator.rules.matters import Matter

# How often the worker of those days looks: often enough for notices to leave when they would.
ROUND = timedelta(minutes=30)
WORKS = ("cases.dispatch", "channels.send_outgoing", "notifications.send")


def play_history(
    stage: Stage, matters: Sequence[Matter], *, progress: Callable[[datetime], None]
) -> int:
    """Play the matters and what follows from them up to the end, each act at its moment.

    Timers ring and notices leave on the way as they would have. What lies beyond the end
    stays planned. Returns how many acts were played.
    """
    for matter in matters:
        stage.plan(matter.at, partial(complain, stage, matter, at=matter.at))
    done, looked = 0, stage.at
    while stage.due and stage.due[0][0] < stage.until:
        at, _place, act = heappop(stage.due)
        if at - looked > ROUND:
            _do_rounds(at)
            looked = at
            progress(at)
        done += do(stage, act, at=at)
    _do_rounds(stage.until)
    progress(stage.until)
    return done


def do(stage: Stage, act: Callable[[], object], *, at: datetime) -> bool:
    """Do what was planned for now; return whether it could be."""
    stage.at = at
    try:
        act()
    except Refusal:
        # As in life: somebody was quicker, or the matter is past it.
        return False
    return True


def _do_rounds(at: datetime) -> None:
    """Do what a worker would have done by then."""
    fire_all(at=at)
    while deliver_due(at=at):
        pass
    for name in WORKS:
        while registered[name].do(at):
            pass
