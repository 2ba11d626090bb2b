"""`huiyin seed`: write down the defaults that are missing, context by context."""

import json
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from huiyin.kernel.clock import now


class Command(BaseCommand):
    help = "Write down the defaults that are missing. What is there is left alone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="end with one JSON object")

        parser.add_argument(
            "--days-ago",
            type=int,
            default=0,
            help="as if it had been done then: for a history that is played afterwards",
        )

    def handle(self, *, json: bool, days_ago: int, **options: Any) -> None:
        at = now() - timedelta(days=days_ago)
        planted = {context: plant(at=at) for context, plant in _planters()}
        for context, counts in planted.items():
            written = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
            self.stdout.write(f"{context}: {written or 'nothing was missing'}")
        if json:
            self.stdout.write(_one_line(planted))


def _planters() -> Iterator[tuple[str, Any]]:
    """Yield each context's `seeds/plant.py: plant(at=...)`, in the order of the settings."""
    for app in [*settings.KERNEL, *settings.CONTEXTS]:
        if find_spec(f"{app}.seeds") and find_spec(f"{app}.seeds.plant"):
            module = import_module(f"{app}.seeds.plant")
            yield app.removeprefix("huiyin."), module.plant


def _one_line(planted: dict[str, dict[str, int]]) -> str:
    return json.dumps(planted, ensure_ascii=False)
