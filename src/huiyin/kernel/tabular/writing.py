"""Tables out, safe to open in a spreadsheet whatever people wrote into the cells."""

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from huiyin.kernel.tabular.cells import as_text
from huiyin.kernel.tabular.reading import Cell, TableRow

# A spreadsheet takes a text that starts so for a formula; full-width forms count in Asia.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def neutral(cell: Cell) -> Cell:
    """Return the cell so that no spreadsheet runs it; numbers and dates stay what they are."""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(_DANGEROUS):
        return f"'{cell}"
    return cell


def write_csv(stream: IO[str], headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write a table; give a stream opened as utf-8-sig with newline=""."""
    writer = csv.writer(stream)
    writer.writerow([neutral(header) for header in headers])
    writer.writerows([_written(cell) for cell in row] for row in rows)


def _written(cell: Cell) -> str:
    safe = neutral(cell)
    return "" if safe is None else as_text(safe) if not isinstance(safe, str) else safe


def write_xlsx(
    target: Path | IO[bytes], headers: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> None:
    """Write a workbook of one sheet in constant memory, with real dates and bold headers."""
    import xlsxwriter  # noqa: PLC0415 - only who writes a workbook waits for it

    options = {
        "constant_memory": not hasattr(target, "write"),
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_date_format": "yyyy-mm-dd hh:mm:ss",
        "remove_timezone": True,
        "nan_inf_to_errors": True,
    }
    with xlsxwriter.Workbook(target, options) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, [neutral(h) for h in headers], book.add_format({"bold": True}))
        for number, row in enumerate(rows, start=1):
            _write_row(sheet, number, row)


def _write_row(sheet: Any, number: int, row: Sequence[Cell]) -> None:
    for place, cell in enumerate(row):
        safe = neutral(cell)
        if isinstance(safe, str):
            sheet.write_string(number, place, safe[:32767])
        elif isinstance(safe, datetime):
            sheet.write_datetime(number, place, safe)
        elif safe is not None:
            sheet.write(number, place, safe)


class RejectFile:
    """The rows that were not taken, with row, column and reason before their own cells.

    Made only when there is one to write. Mend it and import it: unknown columns do no harm.
    """

    def __init__(self, path: Path, headers: Sequence[str]) -> None:
        self.path = path
        self.headers = headers
        self.count = 0
        self._stream: IO[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self._stream is not None:
            self._stream.close()

    def add(self, row: TableRow, *, column: str, reason: str) -> None:
        """Write one row down with why it was not taken."""
        if self._stream is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._stream = self.path.open("w", encoding="utf-8-sig", newline="")
            csv.writer(self._stream).writerow(
                ["row", "column", "reason", *(_written(header) for header in self.headers)]
            )
        cells = [_written(row.cells.get(header)) for header in self.headers]
        csv.writer(self._stream).writerow([row.number, _written(column), reason, *cells])
        self.count += 1
