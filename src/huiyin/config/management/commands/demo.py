"""`huiyin demo`: the whole platform on one machine, with a small operator living in it."""

import os
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

WHO = (
    ("agent", "客服 agent: the queue, cases, the phone console"),
    ("billing", "计费 specialist"),
    ("supervisor", "监督 supervisor: what is at risk, approvals"),
    ("quality", "质量 quality manager: reports"),
    ("admin", "administrator: everything"),
)
# Standards and routes must be older than what is played.
DAYS = 90
PASSWORD = "huiyin-demo"  # noqa: S105 - shown on the first page of the demo
PLAYED = "The history is played"
SERVICE_PHONE = "400-000-0000"


class Command(BaseCommand):
    help = "Start the platform with an operator in it. Stop with Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", default="8000")
        parser.add_argument("--seed", default="7", help="what the play hangs on")
        parser.add_argument("--scenario", default="everyday", help="see: huiyin demo scenarios")
        parser.add_argument("--customers", default="20000")
        parser.add_argument("--complaints", default="8000", help="over 90 days")
        parser.add_argument("--lived", default="14", help="days played case by case")
        parser.add_argument("--live", default="20", help="seconds between arrivals")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        call_command("seed", days_ago=DAYS + 2, verbosity=0, stdout=self.stderr)
        call_command("text_train", if_needed=True, stdout=self.stderr)
        # Whoever ends the demo ends all of it.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        running = [self._start("serve", "--port", options["port"])]
        self._greet(options["port"])
        try:
            # History first: a worker would ring timers of the past all at once.
            running.append(play := self._play(options))
            if self._is_played(play):
                running.append(self._start("worker"))
                self.stdout.write("New complaints arrive now and then.")
                self.stdout.flush()
                self._wait(running)
        except KeyboardInterrupt:
            self.stdout.write("Stopping.")
        finally:
            for process in running:
                process.terminate()
            for process in running:
                process.wait(timeout=20)

    def _play(self, options: dict[str, Any]) -> "subprocess.Popen[bytes]":
        words = ["demo", "play", "--password", PASSWORD, "--days", str(DAYS)]
        for name in ("seed", "scenario", "customers", "complaints", "lived", "live"):
            words += [f"--{name}", str(options[name])]
        return self._start(*words, stdout=subprocess.PIPE)

    def _is_played(self, play: "subprocess.Popen[bytes]") -> bool:
        """Wait for the history, passing on what is said of it; False if it ended before."""
        assert play.stdout is not None  # noqa: S101 - we asked for it
        for line in play.stdout:
            said = line.decode().rstrip()
            self.stdout.write(said)
            self.stdout.flush()
            if said.startswith(PLAYED):
                return True
        return False

    def _command(self, *words: str) -> list[str]:
        return [str(Path(sys.executable).with_name("huiyin")), *words]

    def _start(self, *words: str, stdout: int | None = None) -> "subprocess.Popen[bytes]":
        # The number of no operator, so that the portal of the demo shows a way to a person.
        known = {"HUIYIN_SERVICE_PHONE": SERVICE_PHONE, **os.environ}
        return subprocess.Popen(self._command(*words), env=known, stdout=stdout)  # noqa: S603

    def _greet(self, port: str) -> None:
        address = f"http://localhost:{port}"
        lines = [
            "",
            f"  Huiyin 回音 is at {address}/",
            f"  Customers say and follow matters at {address}/portal/",
            "",
            f"  Sign in as one of these; the password is {PASSWORD}",
            *(f"    {name:<12}{role}" for name, role in WHO),
            "",
            f"  Data: {settings.HOME}",
            "  Ninety days are being played now, the last case by case; pages fill as it goes.",
            "",
        ]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()

    def _wait(self, running: list["subprocess.Popen[bytes]"]) -> None:
        while all(process.poll() is None for process in running):
            time.sleep(0.5)
