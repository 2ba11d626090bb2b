"""`huiyin people import FILE`: people from a CSV."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from huiyin.kernel.access.roles import SYSTEM_ACTOR
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import Refusal
from huiyin.workforce.actions.import_people import COLUMNS, import_people


class Command(BaseCommand):
    help = f"Add or update people from a CSV with the columns {', '.join(COLUMNS)}."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="end with one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with options["file"].open(encoding="utf-8-sig", newline="") as lines:
                done = import_people(lines=lines, at=now(), actor=SYSTEM_ACTOR)
        except (OSError, UnicodeDecodeError, Refusal) as trouble:
            message = f"{options['file']}: {trouble}"
            raise CommandError(message) from trouble
        for bad in done.rejected:
            self.stderr.write(f"line {bad.line}: {bad.reason}")
        if options["json"]:
            self.stdout.write(json.dumps(asdict(done), ensure_ascii=False))
        else:
            self.stdout.write(
                f"{done.read} read, {done.added} added, {done.updated} known, "
                f"{len(done.rejected)} rejected."
            )
