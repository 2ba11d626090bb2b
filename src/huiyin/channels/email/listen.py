"""Waiting for the server to say that a mail came (IMAP IDLE, RFC 2177).

One thread for each mailbox, in one worker at a time. It fetches nothing: it counts up what was
heard and wakes the work that fetches, so being killed loses nothing. Whatever goes wrong, the
mailbox counts as not listened to and is looked into every 15 s as if nobody ever listened.
"""

import logging
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from imaplib import IMAP4
from time import monotonic
from typing import Final, TypeVar

from django.db import Error as DatabaseTrouble
from django.db import close_old_connections, connection
from django.db.models import F, Q, QuerySet
from imap_tools import BaseMailBox, ImapToolsError

from huiyin.channels.email.fetch import FETCH, open_mailbox
from huiyin.channels.email.mailboxes import Account, accounts
from huiyin.channels.models import Mailbox
from huiyin.kernel.clock import now
from huiyin.kernel.worker.registry import Life, accompanies

# A server may hang up after 30 minutes, routers forget a silent line much sooner.
RENEW: Final = 9 * 60.0
SLICE: Final = 1.0
BEAT: Final = 10.0
LEASE: Final = timedelta(seconds=30)
AFTER_A_FAULT: Final = 15.0
WHILE_ANOTHER_LISTENS: Final = 10.0
WITHOUT_IDLE: Final = 3600.0
FAULTS: Final = (OSError, IMAP4.error, ImapToolsError, DatabaseTrouble)
log = logging.getLogger("huiyin.channels")
T = TypeVar("T")


@accompanies("channels.listen")
def listen(life: Life) -> None:
    """Listen to every mailbox until the worker stops."""
    ears = [Ear(account, life) for account in accounts()]
    threads = [threading.Thread(target=ear.listen, daemon=True) for ear in ears]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class _HungUp(OSError):  # noqa: N818 - what the server did
    """The line is gone."""


class Ear:
    """Listens to one mailbox for as long as its worker lives."""

    def __init__(self, account: Account, life: Life) -> None:
        self._account = account
        self._life = life
        self._me = uuid.uuid4().hex

    def listen(self) -> None:
        """Listen until the worker stops, whatever goes wrong meanwhile."""
        while not self._life.stopping.is_set():
            try:
                pause = self._once()
            except FAULTS as fault:
                log.warning("listening to %s: %s", self._account.name, fault)
                pause = AFTER_A_FAULT
                self._quietly(self._hear_nothing)
            self._life.stopping.wait(pause)
        self._quietly(self._let_go)

    def _once(self) -> float:
        """Listen until stopped or overtaken; return how long to wait before the next time."""
        if not _in_database(self._claim):
            return WHILE_ANOTHER_LISTENS
        with _closing(open_mailbox(self._account)) as imap:
            # Some servers say only to those who signed in what they can.
            _status, said = imap.client.capability()
            if b"IDLE" not in b" ".join(said).upper().split():
                return WITHOUT_IDLE
            while not self._life.stopping.is_set():
                if not self._idle(imap):
                    return WHILE_ANOTHER_LISTENS
        return 0.0

    def _idle(self, imap: BaseMailBox) -> bool:
        """Wait once, as long as servers stand it; return whether the mailbox still is ours."""
        with imap.idle as idle:
            # What came before the server began to speak is fetched now.
            if not self._beat():
                return False
            self._tell()
            began = beaten = monotonic()
            while not self._life.stopping.is_set() and monotonic() - began < RENEW:
                asked = monotonic()
                said = idle.poll(timeout=SLICE)
                if _is_over(said, took=monotonic() - asked):
                    message = "the server hung up"
                    raise _HungUp(message)
                if any(line.upper().endswith(b" EXISTS") for line in said):
                    self._tell()
                if monotonic() - beaten > BEAT:
                    beaten = monotonic()
                    if not self._beat():
                        return False
        return True

    def _tell(self) -> None:
        _in_database(lambda: self._mailbox().update(heard=F("heard") + 1))
        self._life.wake(FETCH)

    def _claim(self) -> bool:
        """Take the mailbox, if no living worker listens to it."""
        at = now()
        Mailbox.objects.get_or_create(name=self._account.name)
        free = Q(listener=self._me) | Q(lease_until=None) | Q(lease_until__lte=at)
        taken = self._mailbox().filter(free)
        return bool(taken.update(listener=self._me, lease_until=at + LEASE))

    def _beat(self) -> bool:
        """Say that we hear; return whether the mailbox still is ours."""
        until = now() + LEASE
        return bool(
            _in_database(lambda: self._mine().update(lease_until=until, listened_until=until))
        )

    def _hear_nothing(self) -> None:
        self._mine().update(listened_until=None)

    def _let_go(self) -> None:
        self._mine().update(listener="", lease_until=None, listened_until=None)

    def _mailbox(self) -> QuerySet[Mailbox]:
        return Mailbox.objects.filter(name=self._account.name)

    def _mine(self) -> QuerySet[Mailbox]:
        return self._mailbox().filter(listener=self._me)

    def _quietly(self, do: Callable[[], None]) -> None:
        try:
            _in_database(do)
        except DatabaseTrouble as trouble:
            # The lease runs out by itself.
            log.warning("listening to %s: %s", self._account.name, trouble)


@contextmanager
def _closing(imap: BaseMailBox) -> Iterator[BaseMailBox]:
    """Sign out at the end, and close the line where nobody answers to that any more."""
    try:
        yield imap
    finally:
        with suppress(*FAULTS):
            imap.logout()
        with suppress(*FAULTS):
            imap.client.shutdown()


def _is_over(said: list[bytes], *, took: float) -> bool:
    """Return whether the line is gone: the server says so, or is silent without waiting."""
    return any(line.upper().startswith(b"* BYE") for line in said) or (
        not said and took < SLICE / 2
    )


def _in_database(do: Callable[[], T]) -> T:
    """Do it, and keep no connection while nothing happens for minutes."""
    close_old_connections()
    try:
        return do()
    finally:
        connection.close()
