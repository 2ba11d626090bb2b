"""Notices: what sending one costs this process, as SMS into the spool and over local SMTP."""

import json
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from django.conf import settings
from django.db import transaction

from benchmarks.operator import measured, set_up
from huiyin.customers.public import Contact, NewCustomer, ensure_customers
from huiyin.notifications.actions.send_notices import BATCH, send_due
from huiyin.notifications.models import Notice
from huiyin.notifications.public import NewNotice, notify

COUNT = int(os.environ.get("BENCH_NOTICES", "1000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
BY_DAY = datetime(2026, 3, 2, 4, tzinfo=UTC)  # noon in Shanghai


@contextmanager
def mail_server() -> Iterator[str]:
    """Take every mail and forget it, in a process of its own: its work is not ours."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "aiosmtpd", "-n", "-c", "aiosmtpd.handlers.Sink"]
    server = subprocess.Popen([*command, "-l", f"127.0.0.1:{port}"])
    try:
        wait_for(port)
        yield f"smtp://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def make_customers() -> list[int]:
    wanted = [
        NewCustomer(
            contacts=(
                Contact("phone", f"139{number:08}"),
                Contact("email", f"c{number}@example.org"),
            ),
            name=f"客户{number}",
        )
        for number in range(COUNT)
    ]
    return ensure_customers(wanted=wanted, at=BY_DAY, actor_id="system")


def queue(customers: list[int], *, channel: str, turn: int) -> None:
    notices = [
        NewNotice(
            code="cases.acknowledged",
            customer_id=customer_id,
            story=f"C-2603-{number:06}",
            values={"ref": f"C-2603-{number:06}"},
            dedupe_key=f"bench:{channel}:{turn}:{number}",
            channel=channel,
        )
        for number, customer_id in enumerate(customers)
    ]
    with transaction.atomic():
        notify(notices=notices, at=BY_DAY)


def send_all(customers: list[int], *, channel: str) -> dict[str, float]:
    """Send COUNT notices again and again; return the medians per notice."""
    cpu, wall = [], []
    for turn in range(ROUNDS):
        queue(customers, channel=channel, turn=turn)
        figures: dict[str, float] = {}
        with measured(figures):
            while send_due(at=BY_DAY):
                pass
        cpu.append(figures["cpu_seconds"] / COUNT * 1000)
        wall.append(figures["seconds"] / COUNT * 1000)
    assert Notice.objects.filter(kind=channel, state="sent").count() == COUNT * ROUNDS
    return {
        f"{channel}_cpu_ms": round(statistics.median(cpu), 2),
        f"{channel}_wall_ms": round(statistics.median(wall), 2),
    }


def wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    sys.exit("the mail server does not start")


def main() -> None:
    set_up()
    customers = make_customers()
    by_sms = send_all(customers, channel="sms")
    with mail_server() as settings.SMTP_URL:
        by_mail = send_all(customers, channel="email")
    print(json.dumps({"notices": COUNT, "batch": BATCH, **by_sms, **by_mail}))


if __name__ == "__main__":
    main()
