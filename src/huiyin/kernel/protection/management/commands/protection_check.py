import json
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from huiyin.kernel.protection.keys import keyring
from huiyin.kernel.protection.rotate import is_index_sound, keys_in_use, sealed_columns


class Command(BaseCommand):
    help = "Say which keys seal how many values, and whether the blind index fits the keys."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object, last line")

    def handle(self, *_args: Any, **options: Any) -> None:
        in_use: Counter[str] = Counter()
        for column in sealed_columns():
            in_use += keys_in_use(column)
        known = {key.hex() for key in keyring().ciphers}
        is_sound = not (set(in_use) - known) and is_index_sound()
        for key, count in sorted(in_use.items()):
            self.stdout.write(f"{key}: {count} values{'' if key in known else ', key missing'}")
        if options["json"]:
            self.stdout.write(json.dumps({"keys": in_use, "is_sound": is_sound}))
        if not is_sound:
            message = (
                "A key in use is missing from HUIYIN_FIELD_KEYS, or the last key is not the "
                "founding one. Put it back before anything is written."
            )
            raise CommandError(message)
