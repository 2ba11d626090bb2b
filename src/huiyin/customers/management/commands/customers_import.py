import json
import sys
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext
from tqdm import tqdm

from huiyin.customers.actions.import_customers import (
    ImportTally,
    import_customers,
    mapped_or_guessed,
)
from huiyin.customers.rules.vocabulary import SYNONYMS
from huiyin.kernel.clock.system import now
from huiyin.kernel.tabular.mapping import Mapped, guess_mapping, read_mapping
from huiyin.kernel.tabular.problems import TableProblem
from huiyin.kernel.tabular.reading import Table, open_table
from huiyin.kernel.tabular.writing import RejectFile


class Command(BaseCommand):
    help = "Import customers from CSV, XLSX or JSON Lines."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--mapping", type=Path, help="TOML or JSON: field = column")
        parser.add_argument("--rejects", type=Path, help="where bad rows go")
        parser.add_argument("--source", default="", help="name of the system it came from")
        parser.add_argument("--encoding", default="", help="of a text file, if told wrongly")
        parser.add_argument("--dry-run", action="store_true", help="show the mapping only")
        parser.add_argument("--json", action="store_true", help="one JSON object, last line")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            self._import(options)
        except TableProblem as problem:
            raise CommandError(gettext(problem.msgid) % problem.values) from problem

    def _import(self, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        rejects_path = options["rejects"] or path.with_name(f"{path.stem}.rejects.csv")
        started = time.perf_counter()
        with open_table(path, encoding=options["encoding"]) as table:
            mapping = self._mapping(table, options["mapping"])
            if options["dry_run"]:
                return
            with RejectFile(rejects_path, table.headers) as rejects:
                tally = self._run(table, mapping, rejects, options["source"] or path.stem)
        self._report(
            tally,
            rejects_path if tally.rejected else None,
            seconds=time.perf_counter() - started,
            is_json=options["json"],
        )

    def _mapping(self, table: Table, given: Path | None) -> Mapped:
        corrections = (
            read_mapping(given, headers=table.headers, targets=SYNONYMS) if given else {}
        )
        mapping = mapped_or_guessed(guess_mapping(table.headers, SYNONYMS), corrections)
        for target, header in mapping.items():
            self.stderr.write(f"{target} = {header}")
        unused = [header for header in table.headers if header not in mapping.values()]
        if unused:
            self.stderr.write(gettext("Not used: %(columns)s") % {"columns": ", ".join(unused)})
        return mapping

    def _run(
        self, table: Table, mapping: Mapped, rejects: RejectFile, source: str
    ) -> ImportTally:
        with tqdm(total=table.size, file=sys.stderr, unit_scale=True, leave=False) as bar:

            def show(_tally: ImportTally) -> None:
                bar.update(table.position() - bar.n)

            return import_customers(
                table=table,
                mapping=mapping,
                rejects=rejects,
                source=source,
                actor_id="system",
                at=now(),
                on_progress=show,
            )

    def _report(
        self, tally: ImportTally, rejects: Path | None, *, seconds: float, is_json: bool
    ) -> None:
        words = gettext(
            "%(read)s rows read: %(created)s new, %(known)s known, %(rejected)s rejected."
        )
        counts = {
            "read": tally.read,
            "created": tally.created,
            "known": tally.known,
            "rejected": tally.rejected,
        }
        self.stdout.write(words % counts)
        if rejects:
            self.stdout.write(str(rejects))
        if is_json:
            where = str(rejects) if rejects else None
            summary = {**counts, "rejects": where, "seconds": round(seconds, 3)}
            self.stdout.write(json.dumps(summary))
