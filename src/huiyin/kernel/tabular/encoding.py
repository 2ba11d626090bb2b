"""Which characters a text file is written in, and what parts its cells."""

import codecs
import csv
from collections import Counter
from itertools import islice
from pathlib import Path

SAMPLE = 1 << 20
DELIMITERS = (",", "\t", ";", "|")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def sniff_encoding(path: Path) -> str:
    """Return utf-8-sig, utf-16, utf-8 or gb18030, by byte order mark and by trial.

    Chinese spreadsheets save as GBK; GB 18030 reads all of its forms.
    """
    with path.open("rb") as file:
        sample = file.read(SAMPLE)
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return encoding
    return encoding_of(sample)


def encoding_of(sample: bytes) -> str:
    """Return utf-8 if the sample reads as that (but for a cut end), else gb18030."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def sniff_delimiter(text: str) -> str:
    """Return the delimiter under which the first lines agree best on a number of cells."""
    return max(DELIMITERS, key=lambda delimiter: _agreement(text, delimiter))


def _agreement(text: str, delimiter: str) -> tuple[int, int]:
    lines = text.splitlines(keepends=True)
    try:
        widths = Counter(len(row) for row in islice(csv.reader(lines, delimiter=delimiter), 30))
    except csv.Error:
        return (0, 0)
    widths.pop(0, None)
    wide = [(count, width) for width, count in widths.items() if width > 1]
    return max(wide, default=(0, 0))
