"""A mail is heard when it comes; whoever listens may be killed, and the server may go away."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest

from huiyin.channels.email.fetch import fetch_due
from huiyin.channels.email.listen import Ear
from huiyin.channels.email.mailboxes import accounts
from huiyin.channels.email.tests.making import MONDAY, make_mail
from huiyin.channels.email.tests.test_real_servers import free_port, imap
from huiyin.channels.models import Mailbox, Message
from huiyin.kernel.clock import now
from huiyin.kernel.worker.registry import Life

__all__ = ["imap"]
pytestmark = [pytest.mark.service]
SOON = 2.0


def letter(number):
    return make_mail(message_id=f"<{number}@x>", body=f"第{number}次投诉").as_bytes()


class Wakes:
    """What an ear told, and when; its thread waits for nobody."""

    def __init__(self):
        self.stopping = threading.Event()
        self.at = []
        self._told = threading.Condition()

    def wake(self, _name):
        with self._told:
            self.at.append(time.monotonic())
            self._told.notify_all()

    def wait_for(self, count, timeout=20):
        with self._told:
            return self._told.wait_for(lambda: len(self.at) >= count, timeout)


def listening(wakes, meanwhile):
    """Listen in this thread, which alone uses the database, while `meanwhile` goes on."""

    def go_on():
        try:
            meanwhile()
        finally:
            wakes.stopping.set()

    thread = threading.Thread(target=go_on)
    thread.start()
    Ear(accounts()[0], Life(stopping=wakes.stopping, wake=wakes.wake)).listen()
    thread.join()


@pytest.mark.django_db(transaction=True)
def test_a_mail_is_heard_within_two_seconds(imap):
    wakes, sent = Wakes(), []

    def meanwhile():
        wakes.wait_for(1)
        for number in (1, 2):
            sent.append(time.monotonic())
            imap.append("INBOX", None, None, letter(number))
            wakes.wait_for(1 + number)

    listening(wakes, meanwhile)

    mailbox = Mailbox.objects.get()
    took = [heard - at for heard, at in zip(wakes.at[1:], sent, strict=True)]
    assert max(took) < SOON
    assert (mailbox.heard, mailbox.listener, mailbox.listened_until) == (3, "", None)


@pytest.mark.django_db(transaction=True)
def test_what_came_before_anybody_listened_is_told_of_at_once(imap):
    imap.append("INBOX", None, None, letter(1))
    wakes = Wakes()

    listening(wakes, lambda: wakes.wait_for(1))

    assert fetch_due(now()) == 1
    assert Message.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_server_that_goes_away_is_not_listened_to_and_looked_for_as_ever(imap):
    wakes, states, gone = Wakes(), [], threading.Event()

    def meanwhile():
        wakes.wait_for(1)
        imap.server.terminate()
        imap.server.wait(timeout=10)
        gone.wait(timeout=20)

    class Noting(Ear):
        def _hear_nothing(self):
            super()._hear_nothing()
            states.append(Mailbox.objects.get().listened_until)
            gone.set()

    thread = threading.Thread(target=lambda: (meanwhile(), wakes.stopping.set()))
    thread.start()
    Noting(accounts()[0], Life(stopping=wakes.stopping, wake=wakes.wake)).listen()
    thread.join()

    assert states == [None]
    assert fetch_due(now()) == 0
    assert Mailbox.objects.get().error


@pytest.mark.django_db(transaction=True)
def test_two_never_listen_to_one_mailbox(imap):
    until = now() + timedelta(seconds=30)
    Mailbox.objects.create(name=accounts()[0].name, listener="another", lease_until=until)
    wakes = Wakes()

    listening(wakes, lambda: time.sleep(0.5))

    mailbox = Mailbox.objects.get()
    assert (mailbox.listener, mailbox.heard, wakes.at) == ("another", 0, [])


@pytest.mark.parametrize(
    ("changes", "is_looked_into"),
    [
        ({}, False),
        ({"heard": 8}, True),
        ({"listened_until": MONDAY}, True),
        ({"listened_until": None}, True),
        ({"checked_at": MONDAY - timedelta(minutes=5)}, True),
        ({"checked_at": None}, True),
        ({"fetched_at": MONDAY - timedelta(minutes=1)}, True),
        ({"error": "no line"}, True),
    ],
)
@pytest.mark.django_db
def test_a_mailbox_is_left_alone_only_while_somebody_surely_hears(
    settings, changes, is_looked_into
):
    settings.IMAP_URL = f"imap://care:secret@127.0.0.1:{free_port()}/INBOX"
    known = {
        "heard": 7,
        "seen": 7,
        "checked_at": MONDAY - timedelta(minutes=1),
        "listened_until": MONDAY + timedelta(seconds=10),
    }
    Mailbox.objects.create(name=accounts()[0].name, **known | changes)

    fetch_due(MONDAY)

    # Nobody answers there, so a look leaves an error of its moment.
    assert (Mailbox.objects.get().checked_at == MONDAY) is is_looked_into


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    """A database of its own, in a file that other processes may open."""
    home = tmp_path_factory.mktemp("migrated")
    run(home, "migrate", "--verbosity=0").wait(timeout=120)
    return home / "huiyin.sqlite3"


def run(home, *command, **environment):
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "django", *command],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "huiyin.config.settings",
            "DATABASE_URL": f"sqlite:///{home / 'huiyin.sqlite3'}",
            "HUIYIN_HOME": str(home),
            **environment,
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


class House:
    """A worker in a process of its own, and what its database says."""

    def __init__(self, home, url):
        self._home, self._url = home, url
        self.alive = []

    def start(self):
        self.alive.append(run(self._home, "worker", HUIYIN_IMAP_URL=self._url))
        return self.alive[-1]

    def ask(self, sql):
        with sqlite3.connect(self._home / "huiyin.sqlite3", timeout=30) as database:
            row = database.execute(sql).fetchone()
        database.close()
        return row[0] if row else None

    def wait_for(self, sql, wanted, timeout=60.0):
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            if (found := self.ask(sql)) == wanted:
                return found
            time.sleep(0.02)
        return self.ask(sql)


@pytest.fixture
def house(migrated, imap, settings, tmp_path):
    shutil.copy(migrated, tmp_path / "huiyin.sqlite3")
    house = House(tmp_path, settings.IMAP_URL)
    yield house
    for process in house.alive:
        process.kill()
        process.wait()


IS_LISTENED = "SELECT listened_until IS NOT NULL AND heard = seen FROM channels_mailbox"
MESSAGES = "SELECT count(*) FROM channels_message WHERE direction = 'in'"


@pytest.mark.django_db
def test_a_worker_keeps_a_mail_within_two_seconds_and_ends_cleanly(house, imap):
    worker = house.start()
    assert house.wait_for(IS_LISTENED, 1) == 1
    # Past the idle waits of the loop, which grow to two seconds.
    time.sleep(3)

    sent = time.monotonic()
    imap.append("INBOX", None, None, letter(1))
    kept = house.wait_for(MESSAGES, 1, timeout=10)
    took = time.monotonic() - sent
    worker.send_signal(signal.SIGTERM)

    assert (kept, worker.wait(timeout=15)) == (1, 0)
    assert took < SOON
    assert house.ask("SELECT listener FROM channels_mailbox") == ""
    assert house.ask("SELECT listened_until FROM channels_mailbox") is None


@pytest.mark.django_db
def test_a_worker_killed_while_it_listens_loses_no_mail(house, imap):
    worker = house.start()
    assert house.wait_for(IS_LISTENED, 1) == 1
    imap.append("INBOX", None, None, letter(1))
    worker.kill()
    worker.wait()
    imap.append("INBOX", None, None, letter(2))

    house.start()

    assert house.wait_for(MESSAGES, 2, timeout=90) == 2
    assert house.wait_for(IS_LISTENED, 1) == 1
