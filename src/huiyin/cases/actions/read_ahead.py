"""Understand the next chunk of an import while the last is written."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from huiyin.cases.rules.opening import NewComplaint
from huiyin.kernel.tabular.reading import TableRow
from huiyin.kernel.text import Understanding
from huiyin.kernel.text.ahead import ReadAhead

Line: TypeAlias = tuple[TableRow, NewComplaint]


def read_ahead(chunks: Iterable[list[Line]], *, models: Path) -> Iterator[list[Line]]:
    """Give the chunks back in order, from the second on understood by another process.

    A file of one chunk, a machine of one core and a process that failed are read as ever: by
    whoever opens the cases.
    """
    rest = iter(chunks)
    first = next(rest, None)
    if first is None:
        return
    second = next(rest, None)
    if second is None or (os.cpu_count() or 1) == 1:
        yield from chain([first], [second] if second else [], rest)
        return
    with ReadAhead(models) as reader:
        reader.begin(_texts(second))
        yield first
        chunk: list[Line] | None = second
        while chunk is not None:
            coming = next(rest, None)
            read = reader.result()
            if coming is not None:
                reader.begin(_texts(coming))
            yield chunk if read is None else _with_read(chunk, read)
            chunk = coming


def _texts(chunk: Sequence[Line]) -> list[str]:
    return [complaint.text for _row, complaint in chunk]


def _with_read(chunk: Sequence[Line], read: Sequence[Understanding]) -> list[Line]:
    return [
        (row, replace(complaint, read=understanding))
        for (row, complaint), understanding in zip(chunk, read, strict=True)
    ]
