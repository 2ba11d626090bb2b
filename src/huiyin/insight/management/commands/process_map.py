"""`huiyin process map FILE`: where the cases of an event log wait."""

import json as jsonlib
from argparse import ArgumentParser
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from huiyin.insight.pages.process_file import log_context, standing_alone
from huiyin.insight.queries.process_log import LogMap, map_of_log
from huiyin.insight.rules.reports import Waits
from huiyin.kernel.tabular.problems import TableProblem

COLUMNS = ("case", "activity", "time", "resource")


class Command(BaseCommand):
    help = (
        "Tell how the cases of an event log went, and where they waited: moves, paths, loops. "
        "Columns that are not named are guessed from their headers."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--case", default="", help="column that tells cases apart")
        parser.add_argument("--activity", default="", help="column of what happened")
        parser.add_argument("--time", default="", help="column of when")
        parser.add_argument("--resource", default="", help="column of who had it, if any")
        parser.add_argument("--top", type=int, default=10, help="moves and paths printed (10)")
        parser.add_argument("--html", type=Path, help="write the map as a page to this file")
        parser.add_argument(
            "--json", action="store_true", help="one JSON object on the last line"
        )

    def handle(
        self, *, file: Path, top: int, html: Path | None, json: bool, **columns: Any
    ) -> None:
        began = perf_counter()
        named = {name: columns[name] for name in COLUMNS}
        try:
            found = map_of_log(path=file, name=file.name, columns=named)
        except (OSError, TableProblem) as problem:
            raise CommandError(str(problem)) from problem
        said = [one.text for one, _href in log_context(found)["sentences"]]
        self._print(found, said, top)
        if html is not None:
            html.write_text(standing_alone(found, name=file.name))
        if json:
            told = _as_json(found) | {"findings": said}
            told["seconds"] = round(perf_counter() - began, 2)
            self.stdout.write(jsonlib.dumps(told, ensure_ascii=False))

    def _print(self, found: LogMap, said: list[str], top: int) -> None:
        course = found.course
        self.stdout.write(f"{found.events} events of {course.cases} cases")
        if found.left_out:
            self.stderr.write(f"{found.left_out} rows are no events: left out.")
        for line in said:
            self.stdout.write(f"- {line}")
        for one in course.moves[:top]:
            half = one.waits.p50 or 0.0
            told = f"{one.moves} times, {one.cases} cases, P50 {half:.2f} h"
            self.stdout.write(f"{one.before} > {one.step}: {told}")
        for path in course.paths[:top]:
            self.stdout.write(f"{path.cases} cases: {' > '.join(path.steps)}")


def _as_json(found: LogMap) -> dict[str, Any]:
    course = found.course
    return {
        "events": found.events,
        "left_out": found.left_out,
        "cases": course.cases,
        "columns": dict(found.columns),
        "steps": [
            {
                "step": one.step,
                "times": one.times,
                "cases": one.cases,
                "cases_again": one.cases_again,
                "again": one.again,
                "last": one.waiting,
                **_hours(one.stay),
            }
            for one in course.steps
        ],
        "moves": [
            {
                "from": one.before,
                "to": one.step,
                "times": one.moves,
                "cases": one.cases,
                **_hours(one.waits),
            }
            for one in course.moves
        ],
        "handovers": [
            {"from": one.before, "to": one.step, "times": one.moves, "cases": one.cases}
            for one in course.handovers
        ],
        "paths": [
            {"steps": list(one.steps), "cases": one.cases, "p50_h": one.p50}
            for one in course.paths
        ],
    }


def _hours(waits: Waits) -> dict[str, float | None]:
    return {f"{name}_h": getattr(waits, name) for name in ("p50", "p80", "p95")}
