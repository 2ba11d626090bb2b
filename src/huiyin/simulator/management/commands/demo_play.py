"""`huiyin demo play`: fill the database with a small operator, and let it live."""

import json
import sys
from argparse import ArgumentParser
from datetime import timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from huiyin.kernel.clock import now
from huiyin.simulator.actions.hire_staff import hire_staff
from huiyin.simulator.actions.live import live
from huiyin.simulator.actions.play_history import Play, play_history
from huiyin.simulator.actions.register_customers import register_customers
from huiyin.simulator.rules.people import customers


class Command(BaseCommand):
    help = "Play a small operator through the public doors: staff, customers, complaints."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=7)
        parser.add_argument("--customers", type=int, default=400)
        parser.add_argument("--complaints", type=int, default=500)
        parser.add_argument("--days", type=int, default=30)
        parser.add_argument("--password", default="huiyin-demo")
        parser.add_argument("--live", type=float, default=0, help="seconds between arrivals")
        parser.add_argument(
            "--json", action="store_true", help="one JSON object on the last line"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.SMTP_URL:
            message = (
                "The people of the demo do not exist, and mail would really leave this house. "
                "Unset HUIYIN_SMTP_URL, so that mail goes to the spool, and try again."
            )
            raise CommandError(message)
        until = now()
        first = until - timedelta(days=options["days"] + 1)
        random = Random(options["seed"])  # noqa: S311 - a play, not a secret
        known = customers(options["customers"], random=random)
        staff = hire_staff(password=options["password"], at=first)
        fresh = register_customers(known, at=first)
        played = 0
        if fresh:
            # None: shown on a terminal only.
            with tqdm(desc="history", unit=" acts", file=sys.stderr, disable=None) as bar:
                played = play_history(
                    Play(known, staff, random, ZoneInfo(settings.TIME_ZONE)),
                    complaints=options["complaints"],
                    days=options["days"],
                    until=until,
                    progress=lambda done: bar.update(done - bar.n),
                )
        if options["json"]:
            summary = {"staff": len(staff), "customers": len(known), "acts": played}
            self.stdout.write(json.dumps(summary))
        if options["live"]:
            live(customers=known, every_s=options["live"], most=10_000, random=random)
