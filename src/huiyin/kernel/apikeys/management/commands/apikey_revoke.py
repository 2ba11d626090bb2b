import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from huiyin.kernel.access.roles import SYSTEM_ACTOR
from huiyin.kernel.apikeys.keys import revoke_key
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import Refusal


class Command(BaseCommand):
    help = "Revoke an API key by its number."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("id", type=int)
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            revoke_key(key_id=options["id"], at=now(), actor=SYSTEM_ACTOR)
        except Refusal as refusal:
            raise CommandError(refusal.message) from None
        done = {"id": options["id"], "revoked": True}
        self.stdout.write(json.dumps(done) if options["json"] else "Revoked.")
