"""`huiyin topics find FILE`: what many customers speak of in a file of messages."""

import json as jsonlib
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from huiyin.insight.rules.topics.finding import HotTopic, find_topics
from huiyin.insight.rules.topics.heat import severity_of
from huiyin.insight.rules.topics.phrases import Message
from huiyin.kernel.tabular.cells import as_moment, as_text
from huiyin.kernel.tabular.problems import BadCell, TableProblem
from huiyin.kernel.tabular.reading import TableRow, open_table
from huiyin.kernel.text import understand


class Command(BaseCommand):
    help = (
        "Find what several customers speak of in FILE, the hottest first. "
        "Rows are counted as a spreadsheet does: the first message is row 2."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--text", required=True, help="columns of text, the subject first")
        parser.add_argument("--time", required=True, help="column of the moment it was written")
        parser.add_argument("--user", default="", help="column that tells customers apart")
        parser.add_argument("--area", default="", help="column of the area, where there is one")
        parser.add_argument("--top", type=int, default=10, help="how many to print (10)")
        parser.add_argument(
            "--json", action="store_true", help="one JSON object on the last line"
        )

    def handle(self, *, file: Path, top: int, json: bool, **columns: Any) -> None:
        began = perf_counter()
        messages, unread = _read(file, columns)
        found = find_topics(messages)
        shown = [_shown(rank, one) for rank, one in enumerate(found[: max(0, top)], start=1)]
        for one in shown:
            self.stdout.write(
                "{rank}. {title} · {heat} · {size} messages of {customers} customers, "
                "{since} to {until}".format(**one, **one["period"])
            )
            self.stdout.write("   {place} {said}".format(said=", ".join(one["words"]), **one))
        if unread:
            self.stderr.write(f"{unread} rows have no text or no readable moment: left out.")
        summary = {
            "messages": len(messages),
            "left_out": unread,
            "found": len(found),
            "first_row": 2,
            "topics": shown,
            "seconds": round(perf_counter() - began, 2),
        }
        if json:
            self.stdout.write(jsonlib.dumps(summary, ensure_ascii=False))


def _read(path: Path, columns: dict[str, Any]) -> tuple[list[Message], int]:
    texts = [name.strip() for name in columns["text"].split(",")]
    others = [columns[name] for name in ("time", "user", "area") if columns[name]]
    try:
        with open_table(path) as table:
            table.require([*texts, *others], name=path.name)
            rows = list(table.rows)
    except TableProblem as problem:
        raise CommandError(str(problem)) from problem
    messages = list(_messages(rows, texts, columns))
    return messages, len(rows) - len(messages)


def _messages(
    rows: Sequence[TableRow], texts: Sequence[str], columns: dict[str, Any]
) -> Iterator[Message]:
    zone = ZoneInfo(settings.TIME_ZONE)
    said = ["\n".join(as_text(row.cells.get(name)) for name in texts) for row in rows]
    graveness = [severity_of(one.urgency) for one in understand(said, model=None)]
    for row, severity in zip(rows, graveness, strict=True):
        parts = [as_text(row.cells.get(name)).strip() for name in texts]
        try:
            at = as_moment(row.cells.get(columns["time"]), zone=zone)
        except BadCell:
            continue
        if at is None or not any(parts):
            continue
        yield Message(
            number=row.number,
            at=at.astimezone(zone),
            # One column alone may hold a letter: then nothing says what its subject is.
            subject=parts[0] if len(parts) > 1 else "",
            body=" ".join(parts[1:]) if len(parts) > 1 else parts[0],
            customer=as_text(row.cells.get(columns["user"])).strip() if columns["user"] else "",
            severity=severity,
            area=as_text(row.cells.get(columns["area"])).strip() if columns["area"] else "",
        )


def _shown(rank: int, topic: HotTopic) -> dict[str, Any]:
    return {
        "rank": rank,
        "heat": round(topic.heat.peak, 2),
        "heat_now": round(topic.heat.now, 2),
        "title": topic.title,
        "period": {
            "since": topic.heat.since.isoformat(),
            "until": topic.heat.until.isoformat(),
        },
        "busiest": topic.heat.busiest.isoformat(),
        "place": topic.place,
        "size": len(topic.numbers),
        "customers": topic.customers,
        "words": topic.words,
        "rows": sorted(topic.numbers),
    }
