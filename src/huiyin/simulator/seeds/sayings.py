"""What is said in the demo, as written by us: complaints by topic, answers by area."""

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from huiyin.simulator.rules.words import Pattern


@cache
def patterns() -> tuple[Pattern, ...]:
    """Return the ways to say something."""
    return tuple(Pattern(r["topic"], r["language"], r["text"]) for r in _rows("patterns.tsv"))


@cache
def answers() -> dict[tuple[str, bool], str]:
    """Return the answer of each area, the good and the poor one."""
    good = {(row["area"], True): row["good"] for row in _rows("answers.tsv")}
    return good | {(row["area"], False): row["poor"] for row in _rows("answers.tsv")}


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files("huiyin.simulator") / "seeds" / name).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines(), delimiter="\t")
