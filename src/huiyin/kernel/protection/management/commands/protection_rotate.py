import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from huiyin.kernel.protection.rotate import reindex, rotate_column, sealed_columns


class Command(BaseCommand):
    help = "Seal every encrypted value again with the newest key of HUIYIN_FIELD_KEYS."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--reindex",
            action="store_true",
            help="also move the blind indexes to the newest key (stop the platform first)",
        )
        parser.add_argument("--json", action="store_true", help="one JSON object, last line")

    def handle(self, *_args: Any, **options: Any) -> None:
        resealed = {column.name: rotate_column(column) for column in sealed_columns()}
        for name, count in resealed.items():
            self.stdout.write(f"{name}: {count} sealed again")
        reindexed = reindex() if options["reindex"] else 0
        if options["reindex"]:
            self.stdout.write(f"{reindexed} rows indexed again.")
            self.stdout.write("Now leave only the first key in HUIYIN_FIELD_KEYS and restart.")
        if options["json"]:
            self.stdout.write(json.dumps({"resealed": resealed, "reindexed": reindexed}))
