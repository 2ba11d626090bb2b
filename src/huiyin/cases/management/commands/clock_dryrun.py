"""`huiyin clock dryrun POLICY`: what a planned version would do to the clocks that run."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from huiyin.cases.queries.dry_run import dry_run
from huiyin.kernel.clock import now
from huiyin.standards.public import planned_policy


class Command(BaseCommand):
    help = "Count the running clocks a planned policy would move, and those late at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("policy", help="the policy's code")
        parser.add_argument(
            "--json", action="store_true", help="one JSON object on the last line"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        at = now()
        draft = planned_policy(code=options["policy"], at=at)
        if draft is None:
            message = (
                f"Policy {options['policy']} has no version that takes effect later. "
                "Revise it with a moment from now on, then ask again."
            )
            raise CommandError(message)
        found = dry_run(draft=draft, at=at)
        if options["json"]:
            self.stdout.write(json.dumps(asdict(found)))
            return
        for one in found.kinds:
            self.stdout.write(
                f"{one.kind}: {one.live} live, {one.moved} would move "
                f"({one.earlier} earlier), {one.breached} would be late at once"
            )
        self.stdout.write(
            f"{found.live} live, {found.moved} would move, {found.breached} would be late."
        )
