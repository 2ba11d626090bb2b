"""`huiyin clock explain REF`: how the clocks of a case came to their readings."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from huiyin.cases.models import Case
from huiyin.cases.queries.explain import Explanation, explain_clock
from huiyin.kernel.clock import now


class Command(BaseCommand):
    help = "Print the timeline of a case's clocks, to the second."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("ref")
        parser.add_argument(
            "--json", action="store_true", help="one JSON object on the last line"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        case = Case.objects.filter(ref=options["ref"]).first()
        if case is None:
            message = f"There is no case {options['ref']}."
            raise CommandError(message)
        at = now()
        told = [
            explain_clock(clock_id=clock_id, at=at)
            for clock_id in case.clocks.order_by("id").values_list("id", flat=True)
        ]
        if options["json"]:
            clocks = [asdict(one) for one in told]
            self.stdout.write(json.dumps({"case": case.ref, "clocks": clocks}, default=str))
            return
        for one in told:
            self._print(one)

    def _print(self, one: Explanation) -> None:
        state = one.outcome or one.state
        due = f", due {one.due_at:%F %T} UTC" if one.due_at else ""
        self.stdout.write(
            f"{one.kind} (cycle {one.cycle}, {one.calendar}): "
            f"{one.used_s} of {one.target_s} s, {state}{due}"
        )
        for part in one.stretches:
            why = f" — {part.reason}" if part.reason else ""
            self.stdout.write(
                f"  {part.from_at:%F %T} → {part.to_at:%F %T}  {part.state:<8}"
                f" {part.seconds:>9} s, in all {part.total_s} s{why}"
            )
        for percent, fired_at in one.reached:
            self.stdout.write(f"  {fired_at:%F %T}  reached {percent} %")
        if one.differs:
            self.stdout.write(f"  DIFFERS: {one.differs}")
