"""Signals that change how a complaint is dealt with, and how urgent it is.

The wordings of each signal are data (`seeds/signals.tsv`). A line that begins with `!` holds
wordings that look like the signal and are not; one with `-`, what takes it away wherever it
stands; one with `+`, of which something must be said as well; one with `=`, words that
others name in braces.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from huiyin.kernel.text.patterns import quick_pattern

_SEEDS = Path(__file__).parent / "seeds"

URGENT, HIGH, NORMAL = "urgent", "high", "normal"
_URGENT = frozenset({"safety"})
_HIGH = frozenset({"regulator_threat", "media_threat", "vulnerable", "deadline"})

_LIST = re.compile(r"\{([a-z]+)\}")
_CLAUSE_ZH, _CLAUSE_EN = "[^,。!?;:]{0,8}?", "[^,.!?;:]{0,30}?"
_SEVERAL = (
    r"(?:好几|好多|十几|几十|几|很多|许多|多|无数|若干|数|n|[2-9]|\d{2,3}"
    r"|[二两三四五六七八九十][一二三四五六七八九十]?|七八|八九)"
)


@dataclass(frozen=True, slots=True)
class _Patterns:
    said: re.Pattern[str]
    alike: re.Pattern[str] | None
    against: re.Pattern[str] | None
    needed: re.Pattern[str] | None


@cache
def _signals(*, is_english: bool) -> dict[str, _Patterns]:
    wordings: dict[str, list[str]] = {}
    for name, wording in _wordings():
        if wording.isascii() or not is_english:
            wordings.setdefault(name, []).append(wording)
    compiled = {name: quick_pattern(kept) for name, kept in wordings.items()}
    return {
        name: _Patterns(said, *(compiled.get(f"{mark}{name}") for mark in "!-+"))
        for name, said in compiled.items()
        if name[0].isalpha()
    }


def _wordings() -> Iterator[tuple[str, str]]:
    lists: dict[str, list[str]] = {}
    for row in (_SEEDS / "signals.tsv").read_text(encoding="utf-8").splitlines():
        name, *wordings = row.split("\t")
        if name.startswith("="):
            lists[name[1:]] = wordings
        elif not name.startswith("#"):
            yield from ((name, full) for short in wordings for full in _in_full(short, lists))


def _in_full(wording: str, lists: dict[str, list[str]]) -> list[str]:
    """Return the expressions that a wording stands for.

    A list at its beginning gives one expression a word: each must begin with a plain
    character (see `quick_pattern`).
    """
    opening = _LIST.match(wording)
    heads = lists[opening[1]] if opening else [""]
    rest = wording[opening.end() :] if opening else wording
    rest = _LIST.sub(lambda found: f"(?:{'|'.join(lists[found[1]])})", rest)
    gap = _CLAUSE_EN if wording.isascii() and not opening else _CLAUSE_ZH
    return [head + rest.replace("~", gap).replace("#", _SEVERAL) for head in heads]


def signals_in(normalised: str) -> frozenset[str]:
    """Return the signals in a normalised text."""
    signals = _signals(is_english=normalised.isascii())
    return frozenset(
        [name for name, patterns in signals.items() if _is_said(patterns, normalised)]
    )


def _is_said(patterns: _Patterns, text: str) -> bool:
    if not patterns.said.search(text):
        return False
    if patterns.against is not None and patterns.against.search(text):
        return False
    if patterns.needed is not None and not patterns.needed.search(text):
        return False
    if patterns.alike is None:
        return True
    return patterns.said.search(patterns.alike.sub(" ", text)) is not None


def urgency_of(signals: frozenset[str]) -> str:
    """Return `urgent`, `high` or `normal`."""
    if signals & _URGENT:
        return URGENT
    return HIGH if signals & _HIGH else NORMAL
