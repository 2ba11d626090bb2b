"""`huiyin text use VERSION`: put a kept model of topics to use."""

import json as jsonlib
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from huiyin.cases.public import use_model
from huiyin.kernel.access.roles import SYSTEM_ACTOR
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import Refusal


class Command(BaseCommand):
    help = "Put a kept model of topics to use."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("version", help="as `huiyin text models` lists it: v0003")
        parser.add_argument("--json", action="store_true", help="end with one JSON object")

    def handle(self, *, version: str, json: bool, **options: Any) -> None:
        try:
            use_model(version=version, how="chosen", at=now(), actor=SYSTEM_ACTOR)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Model {version} is in use.")
        if json:
            self.stdout.write(jsonlib.dumps({"in_use": version}))
