"""`huiyin text judge-signals FILE`: how good the rules are on texts that people have judged."""

import json as jsonlib
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from huiyin.kernel.tabular.cells import as_text
from huiyin.kernel.tabular.problems import TableProblem
from huiyin.kernel.tabular.reading import open_table
from huiyin.kernel.text.hearing import hearing_in_use
from huiyin.kernel.text.signal_figures import Figures, Judged, signal_figures


class Command(BaseCommand):
    help = "Measure signals, urgency and feeling on FILE: columns signal, truth, text."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--signal", help="what each row is about, where no column says so")
        parser.add_argument("--text", default="text", help="column that holds the text")
        parser.add_argument("--truth", default="truth", help="column that holds the truth")
        parser.add_argument("--errors", action="store_true", help="name what went wrong")
        parser.add_argument(
            "--wordings", action="store_true", help="by the lists of wordings alone"
        )
        parser.add_argument("--json", action="store_true", help="end with one JSON object")

    def handle(
        self, *, file: Path, json: bool, errors: bool, wordings: bool, **options: Any
    ) -> None:
        hearing = None if wordings else hearing_in_use(Path(settings.MODELS_ROOT))
        figures = signal_figures(_judged(file, **options), hearing=hearing)
        for found in figures:
            self.stdout.write(
                f"{found.signal}: precision {found.precision:.3f}, recall {found.recall:.3f}, "
                f"accuracy {found.accuracy:.3f} (always the commoner: {found.majority:.3f}), "
                f"{found.positives} of {found.texts} texts"
            )
            for kind in ("missed", "mistaken") if errors else ():
                for text in getattr(found, kind):
                    self.stdout.write(f"  {kind}: {text}")
        if json:
            rows = [_row(found, errors=errors) for found in figures]
            self.stdout.write(jsonlib.dumps({"figures": rows}, ensure_ascii=False))


def _row(found: Figures, *, errors: bool) -> dict[str, Any]:
    kept = asdict(found)
    if not errors:
        del kept["missed"], kept["mistaken"]
    return kept


def _judged(
    path: Path, *, signal: str | None, text: str, truth: str, **_options: Any
) -> list[Judged]:
    wanted = [text, truth] if signal else ["signal", text, truth]
    try:
        with open_table(path) as table:
            table.require(wanted, name=path.name)
            return [
                Judged(
                    signal=signal or as_text(row.cells.get("signal")),
                    truth=as_text(row.cells.get(truth)),
                    text=as_text(row.cells.get(text)),
                )
                for row in table.rows
            ]
    except TableProblem as problem:
        raise CommandError(str(problem)) from problem
