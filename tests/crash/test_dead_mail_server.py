"""A mail server that is dead for a while: every message waits, and arrives once."""

import socket
from collections import Counter
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.crash.complaints import write_complaints
from tests.crash.house import wait_until

ROWS = 60
pytestmark = pytest.mark.service


class Postbox:
    """Takes every message and remembers it."""

    def __init__(self) -> None:
        self.came: list[tuple[str, str]] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - its name for it
        message = message_from_bytes(envelope.content or b"")
        self.came.append((message["Message-ID"], envelope.rcpt_tos[0]))
        return "250 taken"


def test_what_a_dead_mail_server_did_not_take_arrives_once_when_it_lives_again(house):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    house.environment["HUIYIN_SMTP_URL"] = f"smtp://127.0.0.1:{port}"
    file = write_complaints(house.home / "mail.csv", count=ROWS, contact="email")
    house.run("complaints", "import", str(file), "--zone", "UTC", "--json")
    tried = "SELECT count(*) FROM notifications_notice WHERE attempts > 0"
    workers = [house.start("worker") for _ in range(2)]
    wait_until(lambda: house.count(tried) == ROWS, seconds=300, what="nobody tries to send")
    seen = house.rows("SELECT DISTINCT state, error <> '' FROM notifications_notice")

    postbox = Postbox()
    server = Controller(postbox, hostname="127.0.0.1", port=port)
    server.start()
    try:
        house.let_waiting_be_due()
        wait_until(lambda: not house.waiting(), seconds=300, what="mail is left over")
    finally:
        server.stop()
    for worker in workers:
        worker.terminate()
        worker.wait()

    assert seen == [("queued", True)]
    assert len(postbox.came) == ROWS
    assert set(Counter(name for name, _to in postbox.came).values()) == {1}
    assert {to for _name, to in postbox.came} == {f"c{n}@example.org" for n in range(ROWS)}
    sent = house.rows("SELECT state, count(*) FROM notifications_notice GROUP BY state")
    assert sent == [("sent", ROWS)]
