"""`huiyin text train [FILE]`: learn topics, and put the new model to use."""

import json as jsonlib
from pathlib import Path
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from huiyin.config.management.labelled import add_columns, read_labelled
from huiyin.kernel.text.starter import starter_examples
from huiyin.kernel.text.store import current_model, keep
from huiyin.kernel.text.training import train


class Command(BaseCommand):
    help = "Learn topics from FILE, or from the examples that come with Huiyin."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path)
        add_columns(parser, is_required=False)
        parser.add_argument(
            "--if-needed", action="store_true", help="only where no model can be used"
        )
        parser.add_argument("--json", action="store_true", help="end with one JSON object")

    def handle(
        self, *, file: Path | None, text: str, label: str, json: bool, **options: Any
    ) -> None:
        if file and not (text and label):
            message = "Name the columns: --text COL[,COL] --label COL."
            raise CommandError(message)
        if options["if_needed"] and current_model(Path(settings.MODELS_ROOT)) is not None:
            self.stdout.write("A model is in use.")
            return
        began = perf_counter()
        examples = read_labelled(file, text=text, label=label) if file else starter_examples()
        try:
            model = train(examples, facts={"origin": file.name if file else "starter"})
        except ValueError as error:
            raise CommandError(str(error)) from error
        version = keep(model, root=Path(settings.MODELS_ROOT))
        report = {
            "version": version,
            "examples": len(examples),
            "topics": len(model.topics),
            "seconds": round(perf_counter() - began, 2),
        }
        self.stdout.write(
            "Model {version} is in use: {topics} topics from {examples} texts, "
            "{seconds} s.".format(**report)
        )
        if json:
            self.stdout.write(jsonlib.dumps(report))
