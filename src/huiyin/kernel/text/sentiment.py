"""How a text feels: words of praise and blame, turned round by negation, scaled by degree."""

import re
from functools import cache
from pathlib import Path

from huiyin.kernel.text.patterns import quick_pattern

_SEEDS = Path(__file__).parent / "seeds"
_DEGREES = {
    "太": 1.5,
    "非常": 1.5,
    "极其": 1.7,
    "特别": 1.5,
    "十分": 1.5,
    "very": 1.5,
    "extremely": 1.7,
    "so": 1.3,
    "really": 1.3,
    "有点": 0.6,
    "slightly": 0.6,
}
_REACH = 6
_BEFORE_ZH = re.compile(r"(?:不太|不怎么|不|没有|没|未|毫无|无法|无|别)[很太够是]?$")
_BEFORE_EN = re.compile(r"(?:\bnot|\bno|\bnever|n't|n’t|\bwithout)\s+(?:\w+\s+)?$")
_DEGREE_BEFORE = re.compile(
    r"(太|非常|极其|特别|十分|有点|\bvery|\bextremely|\bso|\breally|\bslightly)\s*$"
)


@cache
def _lexicon() -> dict[str, float]:
    rows = (_SEEDS / "sentiment.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [row.split("\t") for row in rows if row and not row.startswith("#")]
    return {word: float(weight) for weight, words in pairs for word in words.split("|")}


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = sorted(_lexicon(), key=len, reverse=True)
    english = quick_pattern([word for word in words if word.isascii()])
    return quick_pattern([word for word in words if not word.isascii()]), english


def feeling(normalised: str) -> float:
    """Return the feeling of a normalised text, from -1 (angry) to 1 (pleased)."""
    lexicon = _lexicon()
    total = 0.0
    chinese, english = _patterns()
    patterns = (english,) if normalised.isascii() else (chinese, english)
    for pattern in patterns:
        for found in pattern.finditer(normalised):
            total += lexicon[found.group()] * _turn(normalised, found.start())
    if total == 0:
        return 0.0
    return round(total / (abs(total) + 2), 3)


def _turn(text: str, start: int) -> float:
    before = text[max(0, start - 2 * _REACH) : start]
    degree = _DEGREE_BEFORE.search(before)
    factor = _DEGREES[degree.group(1)] if degree else 1.0
    rest = before[: degree.start()] if degree else before
    negated = _BEFORE_ZH.search(rest[-_REACH:]) or _BEFORE_EN.search(rest)
    # Not good is bad; not bad is only half good.
    return -0.7 * factor if negated else factor
