"""`huiyin text answers FILE`: how good the answers in a file are, and which are the weakest."""

import json as jsonlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import mean
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from huiyin.kernel.tabular.cells import as_moment, as_text
from huiyin.kernel.tabular.problems import BadCell, TableProblem
from huiyin.kernel.tabular.reading import TableRow, open_table
from huiyin.kernel.text.answers import WEIGHTS, AnswerJudgement, Handed, judge_answer
from huiyin.kernel.text.answers.measuring import measure_answers

LABELS = ("complaint", "answer", "points", "parts", "courtesies", "harsh", "hard")
STEPS = 10


class Command(BaseCommand):
    help = "Judge the answers in FILE: points addressed, complete, understandable, courteous."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--question", default="", help="columns that hold the complaint")
        parser.add_argument("--answer", default="", help="column that holds the answer")
        parser.add_argument("--asked", default="", help="column of when it was asked")
        parser.add_argument("--answered", default="", help="column of when it was answered")
        parser.add_argument(
            "--promise-days", type=float, default=15.0, help="days within which it was promised"
        )
        parser.add_argument("--weakest", type=int, default=10, help="how many rows to name")
        parser.add_argument(
            "--labelled", action="store_true", help="compare with what people found in FILE"
        )
        parser.add_argument("--json", action="store_true", help="end with one JSON object")

    def handle(self, *, file: Path, json: bool, labelled: bool, **options: Any) -> None:
        try:
            report = _compared(file) if labelled else _judged(file, **options)
        except TableProblem as problem:
            raise CommandError(str(problem)) from problem
        if labelled:
            self._show_agreement(report)
        else:
            self._show(report)
        if json:
            self.stdout.write(jsonlib.dumps(report, ensure_ascii=False))

    def _show(self, report: dict[str, Any]) -> None:
        self.stdout.write(
            f"{report['rows']} answers, {report['rows_per_second']:.0f} rows/s; "
            f"overall {report['means']['overall']:.3f}."
        )
        for name, value in report["means"].items():
            weight = f" (weight {WEIGHTS[name]:.2f})" if name in WEIGHTS else ""
            self.stdout.write(f"  {name}: {value:.3f}{weight}")
        shares = ", ".join(f"{step / STEPS:.1f}: {n}" for step, n in report["overall_from"])
        self.stdout.write(f"How many have an overall from: {shares}.")
        self.stdout.write("The weakest rows:")
        for row in report["weakest"]:
            left_out = f"{row['points_left_out']} of {row['points']} points left out"
            missing = ", ".join(row["missing"]) or "nothing"
            self.stdout.write(
                f"  row {row['row']}: {row['overall']:.3f}; {left_out}; missing: {missing}"
            )

    def _show_agreement(self, report: dict[str, Any]) -> None:
        for question, figures in report.items():
            self.stdout.write(
                f"{question}: accuracy {figures['accuracy']:.3f} (always the commoner "
                f"{figures['majority']:.3f}), precision {figures['precision']:.3f}, "
                f"recall {figures['recall']:.3f}, {figures['asked']} asked"
            )


def _compared(file: Path) -> dict[str, Any]:
    with open_table(file) as table:
        table.require(LABELS, name=file.name)
        rows = [{name: as_text(row.cells.get(name)) for name in LABELS} for row in table.rows]
    return {question: asdict(found) for question, found in measure_answers(rows).items()}


def _judged(
    file: Path,
    *,
    question: str,
    answer: str,
    asked: str,
    answered: str,
    promise_days: float,
    weakest: int,
    **_options: Any,
) -> dict[str, Any]:
    questions = [column.strip() for column in question.split(",") if column.strip()]
    if not questions or not answer:
        message = "Name the columns: --question COL[,COL] --answer COL."
        raise CommandError(message)
    if bool(asked) != bool(answered) or promise_days <= 0:
        message = "Give both --asked and --answered, and a promise of more than no days."
        raise CommandError(message)
    with open_table(file) as table:
        wanted = [*questions, answer, *filter(None, (asked, answered))]
        table.require(wanted, name=file.name)
        rows = [row for row in table.rows if as_text(row.cells.get(answer))]
    if not rows:
        message = f"{file.name} has no answers in {answer}."
        raise CommandError(message)
    promised = timedelta(days=promise_days)
    judge_answer(complaint="请问什么时候修好？", answer="今天修好。")  # reads its lists
    began = perf_counter()
    judged = [
        (
            row.number,
            judge_answer(
                complaint="\n".join(as_text(row.cells.get(name)) for name in questions),
                answer=as_text(row.cells.get(answer)),
                handed=_handed(row, asked, answered, promised) if asked else None,
            ),
        )
        for row in rows
    ]
    return _report(judged, weakest=weakest, seconds=perf_counter() - began)


def _handed(row: TableRow, asked: str, answered: str, promised: timedelta) -> Handed | None:
    begun, ended = (_moment(row, column) for column in (asked, answered))
    if begun is None or ended is None:
        return None
    return Handed(asked_at=begun, answered_at=ended, promised=promised)


def _moment(row: TableRow, column: str) -> datetime | None:
    try:
        return as_moment(row.cells.get(column), zone=UTC)
    except BadCell:
        return None


def _report(
    judged: Sequence[tuple[int, AnswerJudgement]], *, weakest: int, seconds: float
) -> dict[str, Any]:
    lowest = sorted(judged, key=lambda pair: (pair[1].overall, pair[0]))[:weakest]
    steps = [min(STEPS - 1, int(judgement.overall * STEPS)) for _, judgement in judged]
    return {
        "rows": len(judged),
        "rows_per_second": round(len(judged) / seconds, 1),
        "means": dict(_means([judgement for _, judgement in judged])),
        "overall_from": [(step, steps.count(step)) for step in range(STEPS)],
        "weakest": [_row(number, judgement) for number, judgement in lowest],
    }


def _means(judged: Sequence[AnswerJudgement]) -> Iterator[tuple[str, float]]:
    yield "overall", round(mean(judgement.overall for judgement in judged), 4)
    for name in WEIGHTS:
        known = [s for j in judged if (s := j.scores[name]) is not None]
        if known:
            yield name, round(mean(known), 4)


def _row(number: int, judgement: AnswerJudgement) -> dict[str, Any]:
    return {
        "row": number,
        "overall": judgement.overall,
        "scores": judgement.scores,
        "points": len(judgement.points),
        "points_left_out": len(judgement.unaddressed),
        "missing": judgement.missing,
    }
