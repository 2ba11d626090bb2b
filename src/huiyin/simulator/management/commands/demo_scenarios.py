"""`huiyin demo scenarios`: what may befall the operator of the demo."""

from typing import Any

from django.core.management.base import BaseCommand

from huiyin.simulator.rules.scenarios import SCENARIOS


class Command(BaseCommand):
    help = "List the scenarios of the demo."

    def handle(self, *args: Any, **options: Any) -> None:
        for code, scenario in SCENARIOS.items():
            self.stdout.write(f"{code:20}{scenario.title}")
