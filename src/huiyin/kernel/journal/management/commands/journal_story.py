"""`huiyin journal story REF`: everything that happened in one matter."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localtime

from huiyin.kernel.journal.story import story_of


class Command(BaseCommand):
    help = "Tell the story of a case, a customer, a person: all that happened, in order."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("ref", help="such as C-2603-00017")
        parser.add_argument("--json", action="store_true", help="end with one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        lines = story_of(story=options["ref"])
        if options["json"]:
            told = [
                {
                    "at": line.at.isoformat(),
                    "actor": line.actor,
                    "name": line.name,
                    "subject": line.subject,
                    "sentence": line.sentence,
                }
                for line in lines
            ]
            self.stdout.write(json.dumps({"story": options["ref"], "lines": told}))
            return
        if not lines:
            message = f"Nothing is known of {options['ref']}. Check the reference."
            raise CommandError(message)
        for line in lines:
            moment = localtime(line.at).strftime("%Y-%m-%d %H:%M:%S %z")
            self.stdout.write(f"{moment}  {line.actor:<12}  {line.sentence}")
