"""What regions are called: provinces and prefectures of China by their GB/T 2260 code.

The names stand in `regions.tsv`; a smaller place goes by the name of its prefecture and its
own code, a place elsewhere (`US-CA`) by its code.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

COLUMNS = {"zh-hans": 1, "zh-hant": 2, "en": 3}


def region_name(code: str, *, language: str) -> str:
    """Return what a region is called; where it has no name, its code.

    >>> region_name("3301", language="zh-hans"), region_name("3301", language="en")
    ('杭州市', 'Hangzhou')
    >>> region_name("330106", language="en"), region_name("US-CA", language="en")
    ('Hangzhou 330106', 'US-CA')
    """
    known = region_names(language=language)
    if code in known or not code.isdigit():
        return known.get(code, code)
    above = next((known[code[:size]] for size in (4, 2) if code[:size] in known), "")
    return f"{above} {code}".strip()


def region_names(*, language: str) -> Mapping[str, str]:
    """Return all names by code, each province before its prefectures."""
    return _names(language if language in COLUMNS else "en")


@cache
def _names(language: str) -> Mapping[str, str]:
    text = Path(__file__).with_suffix(".tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return {row[0]: row[COLUMNS[language]] for row in rows}
