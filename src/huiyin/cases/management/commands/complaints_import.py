"""`huiyin complaints import FILE`: open a case for each complaint of a table."""

import json
import sys
import time
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from huiyin.cases.actions.import_cases import CannotReachDatabase, Imported, import_cases
from huiyin.cases.rules.importing import SYNONYMS, Reading
from huiyin.kernel.clock import now
from huiyin.kernel.tabular.mapping import Mapped, guess_mapping, read_mapping
from huiyin.kernel.tabular.problems import TableProblem
from huiyin.kernel.tabular.reading import Table, open_table
from huiyin.kernel.tabular.writing import RejectFile
from huiyin.kernel.worker.memory import settle
from huiyin.standards.public import topic_names

NEEDED = ("external_id", "body")


class Command(BaseCommand):
    help = "Open a case for each complaint in a CSV, XLSX or JSON Lines file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--mapping", type=Path, help="TOML or JSON: field = column")
        parser.add_argument("--show-mapping", action="store_true", help="guess, show, stop")
        parser.add_argument("--source", default="", help="where these come from; the file name")
        parser.add_argument(
            "--zone", default=settings.TIME_ZONE, help="zone of the file's times"
        )
        parser.add_argument("--encoding", default="")
        parser.add_argument("--rejects", type=Path, help="where bad rows go")
        parser.add_argument(
            "--json", action="store_true", help="one JSON object on the last line"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            with open_table(path, encoding=options["encoding"]) as table:
                columns = _columns(table, options["mapping"])
                self._show(columns)
                if not options["show_mapping"]:
                    self._import(table, columns, options)
        except TableProblem as problem:
            raise CommandError(str(problem)) from problem
        except CannotReachDatabase as refusal:
            raise CommandError(refusal.message) from refusal

    def _import(self, table: Table, columns: Mapped, options: dict[str, Any]) -> None:
        missing = [field for field in NEEDED if field not in columns]
        if missing:
            message = (
                f"No column was found for: {', '.join(missing)}. "
                f"Name them in a file and pass it with --mapping."
            )
            raise CommandError(message)
        settle()
        began = time.perf_counter()
        path: Path = options["file"]
        rejects = options["rejects"] or path.with_name(f"{path.stem}.rejected.csv")
        reading = _reading(columns, options, path)
        done = _run(table, reading, _writable(rejects), is_quiet=options["json"])
        self._report(done, time.perf_counter() - began, rejects, is_json=options["json"])

    def _show(self, columns: Mapped) -> None:
        for field, column in columns.items():
            self.stderr.write(f"{field:>12} ← {column}")

    def _report(self, done: Imported, seconds: float, rejects: Path, *, is_json: bool) -> None:
        summary = {**asdict(done), "seconds": round(seconds, 3)}
        if done.rejected:
            self.stderr.write(f"{done.rejected} rows were rejected; see {rejects}.")
        if is_json:
            self.stdout.write(json.dumps(summary, ensure_ascii=False))
            return
        self.stdout.write(", ".join(f"{name} {value}" for name, value in summary.items()))


def _columns(table: Table, mapping: Path | None) -> Mapped:
    guessed = guess_mapping(table.headers, SYNONYMS)
    if mapping is None:
        return guessed
    given = read_mapping(mapping, headers=table.headers, targets=SYNONYMS)
    return {field: column for field, column in {**guessed, **given}.items() if column}


def _reading(columns: Mapped, options: dict[str, Any], path: Path) -> Reading:
    names: dict[str, str] = {}
    for language in ("en", "zh-hant", "zh-hans"):
        for code, name in topic_names(language=language).items():
            names |= {code.casefold(): code, name.casefold(): code}
    return Reading(
        columns=columns,
        source=options["source"] or path.stem[:40],
        zone=ZoneInfo(options["zone"]),
        at=now(),
        topics=names,
    )


def _writable(path: Path) -> Path:
    # Files to import often lie where nothing may be written.
    try:
        path.touch()
    except OSError:
        settings.SPOOL_ROOT.mkdir(parents=True, exist_ok=True)
        return Path(settings.SPOOL_ROOT) / path.name
    if path.stat().st_size == 0:
        path.unlink()
    return path


def _run(table: Table, reading: Reading, rejects: Path, *, is_quiet: bool) -> Imported:
    bar = tqdm(total=table.size, unit="B", unit_scale=True, file=sys.stderr, disable=is_quiet)
    with RejectFile(rejects, table.headers) as rejected, bar:

        def progress(done: Imported) -> None:
            bar.set_postfix(opened=done.opened, rejected=done.rejected, refresh=False)
            bar.update(table.position() - bar.n)

        return import_cases(
            table.rows,
            reading=reading,
            actor_id="system",
            reject=lambda row, column, reason: rejected.add(row, column=column, reason=reason),
            progress=progress,
        )
