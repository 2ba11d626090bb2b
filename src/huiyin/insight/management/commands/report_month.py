"""`huiyin report month`: the monthly report on a terminal."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from huiyin.insight.pages.asking import BadQuestion, read_question
from huiyin.insight.pages.figures import figure_rows
from huiyin.insight.pages.sentences import say
from huiyin.insight.pages.words import names
from huiyin.insight.queries.reports import known_choices, monthly_report
from huiyin.insight.rules.findings import findings
from huiyin.insight.rules.periods import Period, month_of
from huiyin.insight.rules.reports import Report
from huiyin.kernel.clock import now

ASKED = ("month", "source", "topic", "channel", "area", "department", "users")


class Command(BaseCommand):
    help = "Print the report of a month: findings, figures, complaints by day and topic."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--month", default="", help="2015-06; the latest with complaints")
        parser.add_argument("--source", default="", help="`own`, or an imported source")
        parser.add_argument("--topic", default="")
        parser.add_argument("--channel", default="")
        parser.add_argument("--area", default="")
        parser.add_argument("--department", default="")
        parser.add_argument("--users", default="", help="to relate complaints to")
        parser.add_argument(
            "--json", action="store_true", help="one JSON object on the last line"
        )

    def handle(self, **options: Any) -> None:
        choices, today = known_choices(reach=None), month_of(now().date())
        asked = {name: options[name] for name in ASKED}
        try:
            question = read_question(asked, choices=choices, today=today)
        except BadQuestion as refusal:
            raise CommandError(refusal.message) from refusal
        report = monthly_report(question, reach=None)
        called = names()
        said = [say(finding, names=called) for finding in findings(report)]
        if options["json"]:
            findings_said = [{"text": one.text, "base": one.base} for one in said]
            summary = as_plain(report) | {"findings": findings_said}
            self.stdout.write(json.dumps(summary, ensure_ascii=False, default=_plain))
            return
        for one in said:
            self.stdout.write(f"• {one.text}\n  {one.base}" if one.base else f"• {one.text}")
        for row in figure_rows(report):
            self.stdout.write(f"{row.label}: {row.value} ({row.before.value}) {row.base}")


def as_plain(report: Report) -> dict[str, Any]:
    """Return a report as plain values for machines."""
    plain = asdict(report)
    question = plain.pop("question")
    question["period"] = report.question.period.code
    plain["days"] = {day.isoformat(): count for day, count in report.days}
    plain["days_before"] = {day.isoformat(): count for day, count in report.days_before}
    plain["months"] = dict(report.months)
    return {"question": question} | plain


def _plain(value: object) -> object:
    if isinstance(value, date | Period):
        return str(value)
    message = f"{value!r} is no plain value"
    raise TypeError(message)
