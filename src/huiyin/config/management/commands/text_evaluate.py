"""`huiyin text evaluate [FILE]`: how good a model of texts is on texts it has not seen."""

import json as jsonlib
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from huiyin.config.management.labelled import add_columns, read_labelled
from huiyin.kernel.text.evaluation import Evaluation, evaluate_in_folds, evaluate_on
from huiyin.kernel.text.starter import starter_examples


class Command(BaseCommand):
    help = (
        "Measure topics on held-out texts: folds of FILE (or of the starter), or another file."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path)
        add_columns(parser, is_required=False)
        either = parser.add_mutually_exclusive_group()
        either.add_argument("--folds", type=int, default=5)
        either.add_argument("--test", type=Path, help="judge this file instead of folds")
        parser.add_argument("--json", action="store_true", help="end with one JSON object")

    def handle(self, *, file: Path | None, json: bool, **options: Any) -> None:
        evaluation = _evaluated(file, **options)
        self.stdout.write(
            f"{evaluation.texts} texts: accuracy {evaluation.accuracy:.4f}, "
            f"macro-F1 {evaluation.macro_f1:.4f} "
            f"(always the commonest topic: {evaluation.majority:.4f}), "
            f"calibration error {evaluation.calibration_error:.4f}, "
            f"{evaluation.texts_per_second:.0f} texts/s."
        )
        for topic, figures in evaluation.topics.items():
            self.stdout.write(
                f"  {topic}: precision {figures.precision:.3f}, recall {figures.recall:.3f}, "
                f"F1 {figures.f1:.3f}, {figures.texts} texts"
            )
        if json:
            self.stdout.write(jsonlib.dumps(asdict(evaluation), ensure_ascii=False))


def _evaluated(
    file: Path | None,
    *,
    text: str,
    label: str,
    folds: int,
    test: Path | None,
    **_options: Any,
) -> Evaluation:
    if folds < 2:
        message = "Ask for at least two folds."
        raise CommandError(message)
    if (file or test) and not (text and label):
        message = "Name the columns: --text COL[,COL] --label COL."
        raise CommandError(message)
    examples = read_labelled(file, text=text, label=label) if file else starter_examples()
    try:
        if test:
            return evaluate_on(examples, read_labelled(test, text=text, label=label))
        return evaluate_in_folds(examples, folds=folds)
    except ValueError as error:
        raise CommandError(str(error)) from error
