"""Workers with reactions of their own, made to be killed: forked for each line of input."""

import os
import signal
import sys

from huiyin.kernel.clock import now
from huiyin.kernel.journal.deliver import deliver_due
from huiyin.kernel.journal.record import record
from huiyin.kernel.journal.registry import reacts_in_bulk_to, reacts_to
from huiyin.kernel.journal.tests.sample import LampBroken, LampLit
from huiyin.kernel.timers.schedule import fire_due, on_timer


def register():
    def note(kind, number, at):
        record(LampBroken(number=number), story=f"effect:{kind}", at=at, subject=str(number))

    @reacts_to(LampLit)
    def one_by_one(heard):
        note("one", heard.event.number, heard.at)

    @reacts_in_bulk_to(LampLit)
    def together(heard):
        for one in heard:
            note("bulk", one.event.number, one.at)

    @on_timer("tests.mortal")
    def ring(due, at):
        for timer in due:
            note("timer", int(timer.subject), at)


def live_on_the_edge():
    register()
    # No connection is open yet, so that none is shared by the children.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for _ in sys.stdin:
        if (child := os.fork()) == 0:
            work_for_ever()
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


def work_for_ever():
    while True:
        fire_due(at=now(), limit=10)
        deliver_due(at=now(), limit=10)
