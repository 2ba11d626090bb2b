import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from huiyin.kernel.access.roles import SYSTEM_ACTOR
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import Refusal
from huiyin.kernel.webhooks.subscriptions import subscribe


class Command(BaseCommand):
    help = "Tell an address of events. Its signing secret is shown once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("url")
        parser.add_argument("--event", action="append", required=True, help="such as cases.*")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = subscribe(
                name=options["name"],
                url=options["url"],
                patterns=options["event"],
                at=now(),
                actor=SYSTEM_ACTOR,
            )
        except Refusal as refusal:
            raise CommandError(refusal.message) from None
        shown = {"id": made.id, "secret": made.secret}
        self.stdout.write(json.dumps(shown) if options["json"] else made.secret)
