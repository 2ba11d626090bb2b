"""`huiyin text train [FILE]`: learn topics, and put the new model to use."""

import json as jsonlib
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from huiyin.cases.public import Lesson, lessons, use_model
from huiyin.config.management.labelled import add_columns, read_labelled
from huiyin.kernel.access.roles import SYSTEM_ACTOR
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import Refusal
from huiyin.kernel.text.evaluation import evaluate_on
from huiyin.kernel.text.examples import Labelled, deal
from huiyin.kernel.text.hearing import ensure_hearing
from huiyin.kernel.text.lineage import Base, base_in_use, keep_learnt, learn, starter_base
from huiyin.kernel.text.store import current_model
from huiyin.standards.public import add_topics, topics_by_label

_HELD_OUT = 5


class Command(BaseCommand):
    help = "Learn topics from FILE, or from the examples that come with Huiyin."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path)
        add_columns(parser, is_required=False)
        parser.add_argument(
            "--with-corrections",
            action="store_true",
            help="learn what people decided too; without FILE, on top of the model in use",
        )
        parser.add_argument(
            "--add-topics",
            action="store_true",
            help="make a topic of each label that names none yet",
        )
        parser.add_argument(
            "--department", default="care", help="who gets the topics that are added"
        )
        parser.add_argument(
            "--measure",
            action="store_true",
            help="hold a fifth out first, and keep with the model how good it is on that",
        )
        parser.add_argument(
            "--if-needed", action="store_true", help="only where no model can be used"
        )
        parser.add_argument("--json", action="store_true", help="end with one JSON object")

    def handle(self, *, json: bool, **options: Any) -> None:
        root = Path(settings.MODELS_ROOT)
        ensure_hearing(root)
        if options["if_needed"] and current_model(root) is not None:
            self.stdout.write("A model is in use.")
            return
        began, at = perf_counter(), now()
        try:
            base = _base(root, at=at, **options)
            report = _learnt(base, root, at=at, **options)
        except (Refusal, ValueError) as error:
            raise CommandError(str(error)) from error
        report["seconds"] = round(perf_counter() - began, 2)
        self.stdout.write(
            "Model {version} is in use: {topics} topics from {examples} texts, "
            "{corrections} of them decided by people, {seconds} s.".format(**report)
        )
        if report["unknown_labels"]:
            self.stdout.write(
                "These labels are no topics: {}. With --add-topics they become topics.".format(
                    ", ".join(report["unknown_labels"])
                )
            )
        if json:
            self.stdout.write(jsonlib.dumps(report, ensure_ascii=False))


def _base(
    root: Path, *, file: Path | None, text: str, label: str, at: datetime, **options: Any
) -> Base:
    """Return the examples to learn from, their labels as codes of topics."""
    if file is None:
        in_use = base_in_use(root) if options["with_corrections"] else None
        return in_use or starter_base()
    if not (text and label):
        message = "Name the columns: --text COL[,COL] --label COL."
        raise CommandError(message)
    rows = read_labelled(file, text=text, label=label)
    labels = {row.topic for row in rows}
    if options["add_topics"]:
        codes = add_topics(
            labels=labels, department=options["department"], at=at, actor=SYSTEM_ACTOR
        )
    else:
        codes = topics_by_label(labels=labels)
    known = [replace(row, topic=codes.get(row.topic, row.topic)) for row in rows]
    return Base(origin=file.name, examples=known)


def _learnt(
    base: Base, root: Path, *, at: datetime, with_corrections: bool, measure: bool, **_: Any
) -> dict[str, Any]:
    """Learn, keep and put to use; return what is said of it."""
    taught: list[Lesson] = lessons() if with_corrections else []
    corrections = [Labelled(text=one.text, topic=one.topic) for one in taught]
    model = learn(
        base,
        corrections,
        at=at,
        taught_until=max((one.at for one in taught), default=None),
        figures=_figures([*base.examples, *corrections]) if measure else {},
    )
    version = keep_learnt(model, base, root=root, is_used=False)
    use_model(version=version, how="trained", at=at, actor=SYSTEM_ACTOR)
    known = topics_by_label(labels=model.topics)
    return {
        "version": version,
        "origin": base.origin,
        "examples": model.facts["examples"],
        "corrections": len(corrections),
        "topics": len(model.topics),
        "figures": model.facts["figures"],
        "unknown_labels": [topic for topic in model.topics if topic not in known],
    }


def _figures(examples: list[Labelled]) -> dict[str, Any]:
    """Return how good a model is that has not seen a fifth of the examples, on those."""
    parts = deal([example.topic for example in examples], folds=_HELD_OUT)
    known = [e for e, part in zip(examples, parts, strict=True) if part]
    unseen = [e for e, part in zip(examples, parts, strict=True) if not part]
    found = evaluate_on(known, unseen)
    return {
        "held_out": found.texts,
        "accuracy": found.accuracy,
        "macro_f1": found.macro_f1,
        "calibration_error": found.calibration_error,
    }
