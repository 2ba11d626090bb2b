"""The worker's loop: rings timers, tells reactions, starts works, until it is told to stop."""

import logging
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta

from django.db import Error as DatabaseTrouble
from django.db import close_old_connections, connection

from huiyin.kernel.clock import now
from huiyin.kernel.journal.deliver import deliver_due
from huiyin.kernel.timers.schedule import fire_due
from huiyin.kernel.worker import heartbeat, turns
from huiyin.kernel.worker.heartbeat import Tally
from huiyin.kernel.worker.memory import settle
from huiyin.kernel.worker.registry import Companion, Life, Work, companions, registered

SHORTEST_IDLE = 0.2
LONGEST_IDLE = 2.0
LONGEST_OUTAGE_WAIT = 15.0
LOOK_FOR_TURNS = timedelta(seconds=0.5)
THREADS = 4
log = logging.getLogger("huiyin.worker")


class Worker:
    """One process that works until `stop` is called."""

    def __init__(self) -> None:
        started = now()
        self.tally = Tally(heartbeat.worker_name(), started, started)
        self._stopping = threading.Event()
        # Rung to end an idle wait: something was heard, or the worker is to stop.
        self._bell = threading.Event()
        self._wanted: set[str] = set()
        self._skew = timedelta()
        self._works = dict(registered)
        self._running: dict[str, Future[int]] = {}
        self._tokens: dict[str, uuid.UUID] = {}
        self._shared_next: dict[str, datetime] = {}
        self._turns_next = started

    def stop(self) -> None:
        """Finish what is in hand and return from `run`. Safe in a signal handler."""
        self._stopping.set()
        self._bell.set()

    def wake(self, name: str) -> None:
        """Do that work as soon as nobody is at it. For companions, from their threads."""
        self._wanted.add(name)
        self._bell.set()

    @property
    def is_stopping(self) -> bool:
        return self._stopping.is_set()

    def moment(self) -> datetime:
        """Return now by the database's clock."""
        return now() - self._skew

    def run(self, *, is_orphaned: Callable[[], bool] = lambda: False) -> None:
        """Work until stopped, or until `is_orphaned` says that whoever started this is gone."""
        self._until_the_database_answers(self._prepare)
        settle()
        pulse = threading.Thread(target=self._pulse, name="pulse", daemon=True)
        pulse.start()
        beside = [self._accompany(name, one) for name, one in companions.items()]
        with ThreadPoolExecutor(THREADS, thread_name_prefix="work") as pool:
            idle = SHORTEST_IDLE
            while not self._stopping.is_set():
                is_busy = self._until_the_database_answers(lambda: self._round(pool))
                idle = SHORTEST_IDLE if is_busy else min(idle * 2, LONGEST_IDLE)
                if not is_busy:
                    self._bell.wait(idle)
                    self._bell.clear()
                if is_orphaned():
                    self._stopping.set()
        for thread in [pulse, *beside]:
            thread.join(timeout=5)
        self._say_goodbye()

    def run_once(self) -> None:
        """Do everything that is due and return: for cron, tests and scripts."""
        self._prepare()
        while self._tell_and_ring():
            pass
        names = turns.due_names(at=self.moment())
        for name in sorted(names & self._works.keys()):
            self._work_alone(self._works[name])
        while self._tell_and_ring():
            pass
        heartbeat.beat(self.tally, at=self.moment(), skew=self._skew, is_last=True)

    def _prepare(self) -> bool:
        self._skew = heartbeat.measure_skew()
        turns.ensure_turns(self._works.values(), at=self.moment())
        heartbeat.beat(self.tally, at=self.moment(), skew=self._skew)
        return True

    def _round(self, pool: ThreadPoolExecutor) -> bool:
        close_old_connections()
        self.tally.looped_at = self.moment()
        is_busy = bool(self._tell_and_ring())
        self._collect()
        self._start_works(pool)
        return is_busy

    def _tell_and_ring(self) -> int:
        fired = fire_due(at=self.moment())
        delivered = deliver_due(at=self.moment())
        self.tally.fired += fired
        self.tally.delivered += delivered
        return fired + delivered

    def _start_works(self, pool: ThreadPoolExecutor) -> None:
        at = self.moment()
        self._hasten(at)
        if at < self._turns_next:
            return
        self._turns_next = at + LOOK_FOR_TURNS
        due = turns.due_names(at=at)
        for name, work in self._works.items():
            if name in self._running:
                continue
            if work.is_shared and self._shared_next.get(name, at) <= at:
                self._running[name] = pool.submit(self._in_thread, self._work_shared, work)
            elif not work.is_shared and name in due:
                self._running[name] = pool.submit(self._in_thread, self._work_alone, work)

    def _hasten(self, at: datetime) -> None:
        """Let what was woken be due now; what is being done just then, when it has ended."""
        for name in list(self._wanted):
            # Forgotten first: what is woken meanwhile is not.
            self._wanted.discard(name)
            if turns.hasten(name, at=at):
                self._turns_next = at
            else:
                self._wanted.add(name)

    def _accompany(self, name: str, companion: Companion) -> threading.Thread:
        life = Life(stopping=self._stopping, wake=self.wake)
        thread = threading.Thread(target=companion, args=(life,), name=name, daemon=True)
        thread.start()
        return thread

    def _work_alone(self, work: Work) -> int:
        at = self.moment()
        token = turns.take_turn(work, at=at)
        if token is None:
            return 0
        self._tokens[work.name] = token
        try:
            done = turns.do_turn(work, token, at=at)
        finally:
            del self._tokens[work.name]
        self.tally.add_work(work.name, done)
        return done

    def _work_shared(self, work: Work) -> int:
        done = turns.do_shared(work, at=self.moment())
        self._shared_next[work.name] = self.moment() + (timedelta() if done else work.every)
        self.tally.add_work(work.name, done)
        return done

    def _in_thread(self, do: Callable[[Work], int], work: Work) -> int:
        close_old_connections()
        try:
            return do(work)
        except DatabaseTrouble:
            connection.close()
            self._shared_next[work.name] = self.moment() + work.every
            raise

    def _collect(self) -> None:
        for name, future in list(self._running.items()):
            if not future.done():
                continue
            del self._running[name]
            if trouble := future.exception():
                log.warning("work %s: %s", name, trouble)

    def _pulse(self) -> None:
        while not self._stopping.wait(heartbeat.EVERY.total_seconds()):
            try:
                close_old_connections()
                self._skew = heartbeat.measure_skew()
                at = self.moment()
                turns.renew_turns(list(self._tokens.values()), at=at)
                heartbeat.beat(self.tally, at=at, skew=self._skew)
            except DatabaseTrouble as trouble:
                log.warning("no heartbeat: %s", trouble)
                connection.close()
        connection.close()

    def _say_goodbye(self) -> None:
        try:
            heartbeat.beat(self.tally, at=self.moment(), skew=self._skew, is_last=True)
        except DatabaseTrouble as trouble:
            log.warning("no last heartbeat: %s", trouble)

    def _until_the_database_answers(self, do: Callable[[], bool]) -> bool:
        wait = 0.5
        while True:
            try:
                return do()
            except DatabaseTrouble as trouble:
                log.warning("the database does not answer, trying again: %s", trouble)
                connection.close()
            if self._stopping.wait(wait):
                return False
            wait = min(wait * 2, LONGEST_OUTAGE_WAIT)
