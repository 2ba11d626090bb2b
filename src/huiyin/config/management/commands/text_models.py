"""`huiyin text models`: which models of topics there are, and which is in use."""

import json as jsonlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from huiyin.kernel.text.store import current_version, facts_of, version_before, versions


class Command(BaseCommand):
    help = "List the models of topics that are kept."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="end with one JSON object")

    def handle(self, *, json: bool, **options: Any) -> None:
        root = Path(settings.MODELS_ROOT)
        models = [_model(version, root) for version in versions(root)]
        if not models:
            self.stdout.write("There is no model yet. `huiyin text train` learns one.")
        for model in models:
            self.stdout.write(_line(model))
        if json:
            report = {
                "in_use": current_version(root),
                "before": version_before(root),
                "models": models,
            }
            self.stdout.write(jsonlib.dumps(report, ensure_ascii=False))


def _model(version: str, root: Path) -> dict[str, Any]:
    facts = facts_of(version, root=root)
    return {
        "version": version,
        "is_in_use": version == current_version(root),
        "origin": facts.get("origin", ""),
        "trained_at": facts.get("trained_at", ""),
        "examples": facts.get("examples", 0),
        "corrections": facts.get("corrections", 0),
        "topics": facts["topics"],
        "figures": facts.get("figures") or {},
    }


def _line(model: dict[str, Any]) -> str:
    figures = model["figures"]
    measured = (
        "accuracy {accuracy:.3f}, macro-F1 {macro_f1:.3f} on {held_out} held out".format(
            **figures
        )
        if figures
        else "not measured"
    )
    return (
        "{mark} {version}  {origin}  {topics} topics, {examples} texts "
        "({corrections} corrections)  {day}  {measured}"
    ).format(
        **model,
        mark="*" if model["is_in_use"] else " ",
        day=model["trained_at"][:10] or "-",
        measured=measured,
    )
