"""`huiyin demo score`: how well the platform judged what was played."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from huiyin.insight.public import Share
from huiyin.simulator.actions.keep_truth import known_truths, truth_path
from huiyin.simulator.queries.judged import judged_cases, model_in_use, told
from huiyin.simulator.rules.scoring import OPENED, Found, Score, confusions, mistakes, score

SHARES = {
    "topic": "topic, of 66",
    "topic.always_commonest": "  always the commonest",
    "area": "area (first level), of 10",
    "area.always_commonest": "  always the commonest",
    "topic.is_sure": "sure enough to be sent at once",
    "topic.among_sure": "  topic right among those",
    "dispatch.at_once": "dispatched at once",
    "dispatch.right": "  to the right department",
    "dispatch.always_commonest": "  always the commonest",
}


class Command(BaseCommand):
    help = "Hold what the platform judged against the truth of the play."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--part", choices=("history", "lived", "live"), default="")
        parser.add_argument("--scenario", default="", help="only messages of one scenario")
        parser.add_argument("--confusions", type=int, default=8, help="how many to show")
        parser.add_argument(
            "--errors", default="", help="show words: topic, or a signal's name"
        )
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        part, scenario = options["part"], options["scenario"]
        truths = [
            one
            for one in known_truths()
            if part in ("", one.part) and scenario in ("", one.scenario)
        ]
        if not truths:
            message = (
                f"There is no truth to score against in {truth_path()}. "
                "Play something first: huiyin demo play."
            )
            raise CommandError(message)
        judged = judged_cases()
        messages = list(told(truths))
        if options["errors"]:
            self.stdout.write("\n".join(mistakes(options["errors"], messages, judged)))
            return
        found = score(messages, judged)
        pairs = [
            (one.topic, judged[one.ref].topic)
            for one in truths
            if one.outcome in OPENED and one.ref in judged
        ]
        taken = confusions(pairs, most=options["confusions"])
        if options["json"]:
            self.stdout.write(json.dumps(_plain(found, taken), ensure_ascii=False))
        else:
            self.stdout.write("\n".join(_lines(found, taken)))


def _plain(found: Score, taken: list[tuple[str, str, int]]) -> dict[str, Any]:
    plain: dict[str, Any] = {"model": model_in_use(), **asdict(found)}
    plain["confusions"] = [{"truth": t, "said": s, "times": n} for t, s, n in taken]
    return plain


def _lines(found: Score, taken: list[tuple[str, str, int]]) -> list[str]:
    counts = ", ".join(f"{name} {number:,}" for name, number in found.counts.items())
    lines = [f"model {model_in_use()}; {counts}", "", f"{'':34}{'share':>8}  95 %"]
    lines += [f"{SHARES[name]:34}{_share(value)}" for name, value in found.shares.items()]
    lines += [f"{'macro-F1 of topics':34}{found.macro_f1:8.3f}"]
    parts = (("urgency", found.urgency), ("signals", found.signals), ("links", found.links))
    for title, some in parts:
        lines += ["", f"{title:24}{'precision':>10}{'':26}{'recall':>8}"]
        lines += [_line(one) for one in some]
    lines += ["", "taken for another most often"]
    return [*lines, *(f"  {n:4}  {truth} -> {said}" for truth, said, n in taken)]


def _line(one: Found) -> str:
    shares = f"{_share(one.precision):36}{_share(one.recall):36}"
    return f"  {one.name:24}{shares}  {one.plainly}"


def _share(value: Share | None) -> str:
    if value is None:
        return f"{'-':>8}"
    spread = f"{value.low:.3f}-{value.high:.3f}"
    return f"{value.value:8.3f}  {spread}  {value.part}/{value.base}"
