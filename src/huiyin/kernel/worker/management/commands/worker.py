"""`huiyin worker`: run reactions, timers and periodic works until told to stop."""

import json
import os
import signal
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from setproctitle import setproctitle

from huiyin.kernel.worker.heartbeat import memory_mb
from huiyin.kernel.worker.loop import Worker


class Command(BaseCommand):
    help = "Tell reactions, ring timers and do the periodic works. Run as many as you like."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due, then end")
        parser.add_argument("--json", action="store_true", help="end with one JSON object")
        parser.add_argument(
            "--with-parent", action="store_true", help="end when the starting process is gone"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        setproctitle("huiyin worker")
        worker = Worker()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: worker.stop())
        started = time.perf_counter()
        if options["once"]:
            worker.run_once()
        else:
            parent = os.getppid()
            worker.run(is_orphaned=lambda: options["with_parent"] and os.getppid() != parent)
        self._report(worker, seconds=time.perf_counter() - started, as_json=options["json"])

    def _report(self, worker: Worker, *, seconds: float, as_json: bool) -> None:
        tally = worker.tally
        if as_json:
            summary = {
                "delivered": tally.delivered,
                "fired": tally.fired,
                "worked": tally.per_work,
                "seconds": round(seconds, 3),
                "memory_mb": memory_mb(),
            }
            self.stdout.write(json.dumps(summary))
            return
        self.stdout.write(
            f"{tally.delivered} told, {tally.fired} rung, {tally.worked} worked "
            f"in {seconds:.1f} s."
        )
