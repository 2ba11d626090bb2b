"""Signals that change how a complaint is dealt with, and how urgent it is.

The wordings of each signal are data (`seeds/signals.tsv`); lines that begin with `!` are
wordings that look like the signal and are not.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from huiyin.kernel.text.patterns import quick_pattern

_SEEDS = Path(__file__).parent / "seeds"

URGENT, HIGH, NORMAL = "urgent", "high", "normal"
_URGENT = frozenset({"safety"})
_HIGH = frozenset({"regulator_threat", "media_threat", "vulnerable", "deadline"})


@dataclass(frozen=True, slots=True)
class _Patterns:
    said: re.Pattern[str]
    unsaid: re.Pattern[str] | None


@cache
def _signals(*, is_english: bool) -> dict[str, _Patterns]:
    said: dict[str, list[str]] = {}
    unsaid: dict[str, list[str]] = {}
    for row in (_SEEDS / "signals.tsv").read_text(encoding="utf-8").splitlines():
        name, *wordings = row.split("\t")
        kept = [wording for wording in wordings if wording.isascii() or not is_english]
        kinds = unsaid if name.startswith("!") else said
        if kept and not name.startswith("#"):
            kinds.setdefault(name.lstrip("!"), []).extend(kept)
    return {
        name: _Patterns(
            quick_pattern(wordings), quick_pattern(unsaid[name]) if name in unsaid else None
        )
        for name, wordings in said.items()
    }


def signals_in(normalised: str) -> frozenset[str]:
    """Return the signals in a normalised text."""
    signals = _signals(is_english=normalised.isascii())
    return frozenset(
        [name for name, patterns in signals.items() if _is_said(patterns, normalised)]
    )


def _is_said(patterns: _Patterns, text: str) -> bool:
    if not patterns.said.search(text):
        return False
    if patterns.unsaid is None:
        return True
    return patterns.said.search(patterns.unsaid.sub(" ", text)) is not None


def urgency_of(signals: frozenset[str]) -> str:
    """Return `urgent`, `high` or `normal`."""
    if signals & _URGENT:
        return URGENT
    return HIGH if signals & _HIGH else NORMAL
