"""kill -9 of whoever sends mail, by the mail server itself, at the moments that hurt most."""

import os
import signal
import socket
from collections import Counter
from contextlib import contextmanager
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.crash.complaints import write_complaints
from tests.crash.house import House

LETTERS = 6
pytestmark = pytest.mark.service


class Murderer:
    """Takes every mail; kills the sender once, when the third letter is at `moment`."""

    def __init__(self, moment: str) -> None:
        self.moment = moment
        self.victim = 0
        self.begun = 0
        self.came: list[tuple[str, str]] = []

    async def handle_MAIL(  # noqa: N802 - its name for it
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list
    ) -> str:
        self.begun += 1
        if self.moment == "before it is handed in":
            self.kill()
        envelope.mail_from = address
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        message = message_from_bytes(envelope.content or b"")
        self.came.append((message["Message-ID"], envelope.rcpt_tos[0]))
        if self.moment == "taken, and not yet said so":
            self.kill()
        return "250 taken"

    def kill(self) -> None:
        if self.begun == 3 and self.victim:
            os.kill(self.victim, signal.SIGKILL)
            self.victim = 0


@contextmanager
def serving(murderer: Murderer, house: House):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(murderer, hostname="127.0.0.1", port=port)
    server.start()
    house.environment["HUIYIN_SMTP_URL"] = f"smtp://127.0.0.1:{port}"
    try:
        yield
    finally:
        server.stop()


def send_and_die(house: House, murderer: Murderer) -> list[tuple[str, str]]:
    """Let a worker send until it is killed, then another finish; return what came before."""
    file = write_complaints(house.home / "mail.csv", count=LETTERS, contact="email")
    house.run("complaints", "import", str(file), "--zone", "UTC", "--json")
    with serving(murderer, house):
        doomed = house.start("worker")
        murderer.victim = doomed.pid
        assert doomed.wait(timeout=240) == -signal.SIGKILL
        before = list(murderer.came)
        house.let_leases_run_out()
        house.run("worker", "--once", "--json")
    return before


def states(house: House) -> dict[tuple[str, str], int]:
    found = house.rows("SELECT state, reason FROM notifications_notice")
    return dict(Counter(found))


def test_letters_that_were_taken_are_not_sent_again_and_those_that_were_not_are(any_house):
    murderer = Murderer("before it is handed in")

    before = send_and_die(any_house, murderer)

    assert len(before) == 2
    assert Counter(to for _name, to in murderer.came) == {
        f"c{number}@example.org": 1 for number in range(LETTERS)
    }
    # Of the third nobody knows whether it had been taken.
    assert states(any_house) == {("sent", ""): LETTERS - 1, ("sent", "perhaps_twice"): 1}


def test_the_one_letter_whose_taking_was_not_heard_comes_again_under_its_name_and_says_so(
    any_house,
):
    murderer = Murderer("taken, and not yet said so")

    before = send_and_die(any_house, murderer)

    names = Counter(name for name, _to in murderer.came)
    (twice,) = [name for name, count in names.items() if count == 2]
    assert (len(before), len(names), len(murderer.came)) == (3, LETTERS, LETTERS + 1)
    assert twice == before[-1][0]
    assert states(any_house) == {("sent", ""): LETTERS - 1, ("sent", "perhaps_twice"): 1}
    doubtful = any_house.rows(
        "SELECT provider_key FROM notifications_notice WHERE reason = 'perhaps_twice'"
    )
    assert doubtful == [(twice.strip("<>"),)]
