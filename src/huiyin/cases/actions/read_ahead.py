"""Understand the next chunk of an import while the last is written."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import TypeAlias

from huiyin.cases.rules.opening import NewComplaint
from huiyin.kernel.tabular.reading import TableRow
from huiyin.kernel.text import Understanding
from huiyin.kernel.text.ahead import ReadAhead

Line: TypeAlias = tuple[TableRow, NewComplaint]
# From so many chunks on: the process takes as long to start as the chunks before the last.
WORTH_IT = 4


def read_ahead(chunks: Iterable[list[Line]], *, models: Path) -> Iterator[list[Line]]:
    """Give the chunks back in order, all but the first few understood by another process.

    Short files, machines of one core and what a failed process left are read as ever: by
    whoever opens the cases.
    """
    rest = iter(chunks)
    begun = list(islice(rest, WORTH_IT))
    if len(begun) < WORTH_IT or (os.cpu_count() or 1) == 1:
        yield from chain(begun, rest)
        return
    with ReadAhead(models) as reader:
        reader.begin(_texts(begun[-1]))
        yield from begun[:-1]
        chunk: list[Line] | None = begun[-1]
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
