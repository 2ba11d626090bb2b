"""`huiyin spool report delivered|lost [KEY …]`: play the provider of spooled messages."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from huiyin.channels.actions.note_receipts import Receipt, note_receipts
from huiyin.channels.actions.spool_letter import spool_path
from huiyin.channels.rules.kinds import SMS
from huiyin.channels.sms.carrier import name_of_key
from huiyin.kernel.clock import now

BATCH = 1000


class Command(BaseCommand):
    help = "Report short messages in the spool as delivered or lost, as a provider would."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("outcome", choices=["delivered", "lost"])
        parser.add_argument("key", nargs="*", help="names of files in the spool; else all")
        parser.add_argument("--json", action="store_true", help="end with one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        keys = options["key"] or sorted(file.stem for file in spool_path(SMS).glob("*.json"))
        is_delivered = options["outcome"] == "delivered"
        receipts = [
            Receipt(
                provider_key=name_of_key(key),
                is_delivered=is_delivered,
                status="spool" if is_delivered else "spool.lost",
            )
            for key in keys
        ]
        for start in range(0, len(receipts), BATCH):
            note_receipts(receipts=receipts[start : start + BATCH], at=now())
        if options["json"]:
            self.stdout.write(json.dumps({"reported": len(receipts)}))
            return
        self.stdout.write(f"{len(receipts)} reported as {options['outcome']}.")
