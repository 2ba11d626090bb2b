"""`huiyin demo play`: fill the database with an operator of middle size, and let it live."""

import json
import sys
import time
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from huiyin.kernel.clock import now
from huiyin.simulator.actions.import_history import import_history
from huiyin.simulator.actions.live import live
from huiyin.simulator.actions.play_history import play_history
from huiyin.simulator.actions.set_stage import Ready, Size, set_stage
from huiyin.simulator.rules.scenarios import EVERYDAY, SCENARIOS

PLAYED = "The history is played"


class Command(BaseCommand):
    help = "Play an operator through the public doors: staff, customers, complaints."

    def add_arguments(self, parser: ArgumentParser) -> None:
        usual = Size()
        parser.add_argument("--seed", type=int, default=7)
        parser.add_argument("--scenario", choices=list(SCENARIOS), default=EVERYDAY)
        parser.add_argument("--customers", type=int, default=usual.customers)
        parser.add_argument("--complaints", type=int, default=usual.complaints)
        parser.add_argument("--days", type=int, default=usual.days)
        parser.add_argument(
            "--lived", type=int, default=usual.lived, help="days played case by case"
        )
        parser.add_argument(
            "--better-by", type=float, default=0.0, help="how much better staff are, 0 to 1"
        )
        parser.add_argument("--password", default="huiyin-demo")
        parser.add_argument("--live", type=float, default=0, help="seconds between arrivals")
        parser.add_argument(
            "--json", action="store_true", help="one JSON object when the history is played"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.SMTP_URL:
            message = (
                "The people of the demo do not exist, and mail would really leave this house. "
                "Unset HUIYIN_SMTP_URL, so that mail goes to the spool, and try again."
            )
            raise CommandError(message)
        started = time.perf_counter()
        size = Size(
            customers=options["customers"],
            complaints=options["complaints"],
            days=options["days"],
            lived=options["lived"],
            better_by=options["better_by"],
        )
        ready = set_stage(
            size=size,
            seed=options["seed"],
            scenario=options["scenario"],
            password=options["password"],
            until=now(),
        )
        summary = {"staff": len(ready.stage.house.by_person), "customers": size.customers}
        summary |= self._play(ready) if ready.is_fresh else {"messages": 0, "acts": 0}
        if options["json"]:
            seconds = round(time.perf_counter() - started, 1)
            self.stdout.write(json.dumps({**summary, "seconds": seconds}))
        self.stdout.write(f"{PLAYED}.")
        self.stdout.flush()
        if options["live"]:
            live(ready.stage, ready.town, every_s=options["live"], most=10_000, clock=now)

    def _play(self, ready: Ready) -> dict[str, int]:
        # None: shown on a terminal only.
        with tqdm(desc="past", unit=" complaints", file=sys.stderr, disable=None) as bar:
            messages = import_history(
                ready.stage, ready.past, progress=lambda done: bar.update(done - bar.n)
            )
        begins, ends = ready.stage.at, ready.stage.until
        hours = int((ends - begins).total_seconds() / 3600)

        with tqdm(desc="lived", unit=" h", total=hours, file=sys.stderr, disable=None) as bar:

            def show(at: datetime) -> None:
                bar.update(int((at - begins).total_seconds() / 3600) - bar.n)

            acts = play_history(ready.stage, ready.coming, progress=show)
        return {"messages": messages, "acts": acts}
