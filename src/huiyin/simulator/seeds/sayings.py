"""What is said in the demo and where, as written by us; each a table that can be added to."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from huiyin.simulator.rules.grammar import Grammar, Pattern
from huiyin.simulator.rules.matters import Area
from huiyin.simulator.rules.places import District
from huiyin.simulator.rules.telling import Speech

LANGUAGES = ("zh", "en")


@cache
def speech() -> Speech:
    """Return all that can be said."""
    wear: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in _rows("words/wear.tsv"):
        wear[row["kind"]].append((row["right"], row["worn"]))
    return Speech({language: _grammar(language) for language in LANGUAGES}, dict(wear))


def _grammar(language: str) -> Grammar:
    symbols: dict[str, list[str]] = defaultdict(list)
    for who in ("grammar", "staff"):
        for row in _rows(f"words/{who}.{language}.tsv"):
            symbols[row["symbol"]].append(row["text"])
    patterns: dict[str, list[Pattern]] = defaultdict(list)
    for row in _rows(f"words/said.{language}.tsv"):
        one = Pattern(row["topic"], row["text"], row["kind"] == "short")
        patterns[one.topic].append(one)
    return Grammar(dict(symbols), dict(patterns))


@cache
def topics() -> dict[str, list[str]]:
    """Return the topics of each area that can be told of, those that come up most first."""
    found: dict[str, list[str]] = defaultdict(list)
    for topic in speech().grammars["zh"].patterns:
        found[topic.partition(".")[0]].append(topic)
    return dict(found)


@cache
def areas() -> dict[str, Area]:
    """Return what belongs to each area."""
    return {
        row["area"]: Area(
            code=row["area"],
            weight=int(row["weight"]),
            asks=tuple(row["asks"].split(",")),
            objects={name: tuple(row[f"object_{name}"].split(",")) for name in LANGUAGES},
            causes=tuple(row["causes"].split(",")),
        )
        for row in _rows("areas.tsv")
    }


@cache
def districts() -> tuple[District, ...]:
    """Return where the operator's customers live."""
    return tuple(
        District(
            city=row["city"],
            code=row["code"],
            name=row["district"],
            roads=tuple(row["roads"].split(",")),
            homes=tuple(row["homes"].split(",")),
        )
        for row in _rows("places.tsv")
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files("huiyin.simulator") / "seeds" / name).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
