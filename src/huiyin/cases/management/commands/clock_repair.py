"""`huiyin clock repair REF`: put clocks right that differ from a replay of the journal."""

import json
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from huiyin.cases.actions.repair_clocks import lacks_timer, repair_clock
from huiyin.cases.models import Case
from huiyin.cases.queries.replaying import Checked, check_all
from huiyin.kernel.clock import now


class Command(BaseCommand):
    help = "Replay clocks from the journal and their ledgers, and put right what differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("ref", nargs="?", default="", help="the case, e.g. C-2603-000001")
        parser.add_argument("--all", action="store_true", help="the clocks of all cases")
        parser.add_argument("--check", action="store_true", help="only say what differs")
        parser.add_argument(
            "--json", action="store_true", help="one JSON object on the last line"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        ref = options["ref"]
        if bool(ref) == options["all"]:
            message = "Name a case, or say --all."
            raise CommandError(message)
        if ref and not Case.objects.filter(ref=ref).exists():
            message = f"There is no case {ref}. Check the reference."
            raise CommandError(message)
        said: Counter[str] = Counter()
        for one in check_all(is_live_only=False, ref=ref):
            said["checked"] += 1
            self._look_at(one, said, is_check=options["check"])
        counts = {name: said[name] for name in ("checked", "differing", "repaired")}
        if options["json"]:
            self.stdout.write(json.dumps(counts))
        else:
            self.stdout.write(
                "{checked} clocks checked, {differing} differ, {repaired} put right.".format(
                    **counts
                )
            )

    def _look_at(self, one: Checked, said: Counter[str], *, is_check: bool) -> None:
        differs = one.finding.differs or (("timer",) if lacks_timer(one.clock) else ())
        if not differs:
            return
        said["differing"] += 1
        self.stdout.write(
            f"{one.clock.case.ref} {one.clock.kind} (clock {one.clock.pk}): "
            f"{', '.join(differs)}"
        )
        if not is_check:
            at = now()
            repaired = repair_clock(clock_id=one.clock.pk, at=at, actor_id="system")
            said["repaired"] += bool(repaired)
