"""`huiyin lake publish`: bring the lake up to date now."""

import json
import time
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from huiyin.kernel.clock import now
from huiyin.kernel.journal.seals import BATCH, seal_waiting
from huiyin.kernel.lake.publish import publish_lake


class Command(BaseCommand):
    help = "Publish what changed as columnar datasets for reports."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="write everything anew")
        parser.add_argument(
            "--json", action="store_true", help="one JSON object on the last line"
        )

    def handle(self, **options: Any) -> None:
        began, at = time.perf_counter(), now()
        while seal_waiting(at=at) == BATCH:
            pass
        done = publish_lake(at=at, is_everything=options["all"])
        summary = {**asdict(done), "seconds": round(time.perf_counter() - began, 3)}
        if options["json"]:
            self.stdout.write(json.dumps(summary))
            return
        self.stdout.write(f"version {done.version}, {summary['seconds']} s")
        for name, count in done.rows.items():
            self.stdout.write(f"{name}: {count} rows in {done.parts[name]} parts")
