"""`huiyin journal verify`: is the journal what was written?"""

import json
import time
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from huiyin.kernel.journal.seals import anchors_path
from huiyin.kernel.journal.verify import Verdict, verify_journal


class Command(BaseCommand):
    help = "Check every entry against its seal; name the first that was tampered with."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="end with one JSON object")
        parser.add_argument(
            "--anchors", type=Path, help="a copy of seals.log kept elsewhere; default: our own"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.perf_counter()
        verdict = verify_journal(anchors=options["anchors"] or anchors_path())
        self._report(verdict, time.perf_counter() - started, as_json=options["json"])
        if verdict.finding is not None:
            raise SystemExit(1)

    def _report(self, verdict: Verdict, seconds: float, *, as_json: bool) -> None:
        if as_json:
            answer = asdict(verdict) | {
                "is_whole": verdict.finding is None,
                "sentence": str(verdict.finding or ""),
                "seconds": round(seconds, 3),
            }
            self.stdout.write(json.dumps(answer))
            return
        if verdict.finding is not None:
            self.stdout.write(str(verdict.finding))
            return
        self.stdout.write(
            f"All as it was written: {verdict.sealed} entries under {verdict.seals} seals, "
            f"{verdict.anchored} of them anchored, and {verdict.unsealed} not yet sealed "
            f"({seconds:.1f} s)."
        )
