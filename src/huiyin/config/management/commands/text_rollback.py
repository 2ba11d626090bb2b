"""`huiyin text rollback`: put the model of topics back that was in use before."""

import json as jsonlib
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from huiyin.cases.public import roll_back_model
from huiyin.kernel.access.roles import SYSTEM_ACTOR
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import Refusal


class Command(BaseCommand):
    help = "Put the model of topics back that was in use before."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="end with one JSON object")

    def handle(self, *, json: bool, **options: Any) -> None:
        try:
            version = roll_back_model(at=now(), actor=SYSTEM_ACTOR)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Model {version} is in use again.")
        if json:
            self.stdout.write(jsonlib.dumps({"in_use": version}))
