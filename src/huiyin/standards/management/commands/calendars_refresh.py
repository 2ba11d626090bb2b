"""`huiyin calendars refresh`: take over the public holidays announced by now."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from huiyin.kernel.access.roles import SYSTEM_ACTOR
from huiyin.kernel.clock import now
from huiyin.standards.actions.refresh_holidays import refresh_holidays


class Command(BaseCommand):
    help = "Take over the public holidays announced by now, and name the years not announced."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="end with one JSON object")

    def handle(self, **options: Any) -> None:
        missing = refresh_holidays(at=now(), actor=SYSTEM_ACTOR)
        for calendar, years in missing.items():
            for year in years:
                words = {"calendar": calendar, "year": year}
                self.stderr.write(
                    _(
                        "%(calendar)s: the days worked in lieu in %(year)s are not announced "
                        "yet. Run this again with a newer version of the holidays package, or "
                        "write them into the calendar."
                    )
                    % words
                )
        if options["json"]:
            self.stdout.write(json.dumps({"unannounced": missing}))
