"""A file as a stream of rows, whatever kind of file it is."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from gettext import gettext as _
from pathlib import Path
from typing import Any, Self, TypeAlias

from huiyin.kernel.tabular.encoding import sniff_delimiter, sniff_encoding
from huiyin.kernel.tabular.problems import UnreadableTable

Cell: TypeAlias = str | int | float | bool | datetime | date | time | timedelta | None

LONGEST_CELL = 1_000_000
MOST_COLUMNS = 1000
LARGEST_UNPACKED = 2 << 30
JSON_HEADER_ROWS = 100


@dataclass(frozen=True, slots=True)
class TableRow:
    """One record: its number as a spreadsheet counts (the header is 1), its cells by header.

    `problem` says why it cannot be trusted, such as bytes that are no text.
    """

    number: int
    cells: dict[str, Cell]
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table ready to be read: its headers, and how much of the file has been read.

    Use it in a `with`: it holds the file open.
    """

    headers: tuple[str, ...]
    rows: Iterable[TableRow]
    size: int
    position: Callable[[], int]
    encoding: str = ""
    close: Callable[[], None] = field(default=lambda: None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def require(self, columns: Iterable[str], *, name: str) -> None:
        """Raise UnreadableTable where the file called `name` lacks one of `columns`."""
        missing = [column for column in columns if column not in self.headers]
        if missing:
            raise UnreadableTable(
                _("%(name)s has no column %(missing)s. Its columns are: %(known)s."),
                name=name,
                missing=", ".join(missing),
                known=", ".join(self.headers),
            )


def open_table(path: Path, *, encoding: str = "", delimiter: str = "") -> Table:
    """Open CSV (any usual delimiter), XLSX, XLS, ODS or JSON Lines, told by content.

    UnreadableTable says what is wrong with the file as a whole.
    """
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        raise UnreadableTable(
            _("%(name)s cannot be opened: %(error)s."), name=path.name, error=error.strerror
        ) from error
    if not head.strip():
        raise UnreadableTable(_("%(name)s is empty."), name=path.name)
    if head[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        return _open_workbook(path)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return _open_json_lines(path)
    return _open_csv(path, encoding=encoding, delimiter=delimiter)


def _open_csv(path: Path, *, encoding: str, delimiter: str) -> Table:
    encoding = encoding or sniff_encoding(path)
    csv.field_size_limit(LONGEST_CELL)
    binary = path.open("rb")
    try:
        text = io.TextIOWrapper(binary, encoding=encoding, errors="replace", newline="")
    except LookupError as error:
        binary.close()
        raise UnreadableTable(_("There is no encoding %(name)s."), name=encoding) from error
    try:
        sample = text.read(65536)
        text.seek(0)
        reader = csv.reader(text, delimiter=delimiter or sniff_delimiter(sample))
        records = _records(reader)
        headers = _headers_among(records, name=path.name)
    except (UnreadableTable, UnicodeError) as error:
        text.close()
        raise _unreadable(path, error) from error
    return Table(
        headers=headers,
        rows=_table_rows(headers, records),
        size=path.stat().st_size,
        position=lambda: binary.tell() if not binary.closed else path.stat().st_size,
        encoding=encoding,
        close=text.close,
    )


def _unreadable(path: Path, error: Exception) -> UnreadableTable:
    if isinstance(error, UnreadableTable):
        return error
    return UnreadableTable(_("%(name)s is not text: %(error)s."), name=path.name, error=error)


def _records(reader: Any) -> Iterator[tuple[int, list[Cell], str]]:
    number = 0
    while True:
        number += 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, [], str(error)
            continue
        yield number, record, ""


def _open_workbook(path: Path) -> Table:
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - slow start

    _refuse_bombs(path)
    try:
        book = CalamineWorkbook.from_path(path)
        sheet = book.get_sheet_by_index(0)
    except (CalamineError, IndexError, ValueError, OSError) as error:
        raise UnreadableTable(
            _("%(name)s is not a workbook that can be read: %(error)s."),
            name=path.name,
            error=error,
        ) from error
    rows = _sheet_records(sheet)
    headers = _headers_among(rows, name=path.name)
    size, read = sheet.total_height, [0]
    return Table(
        headers=headers,
        rows=_counted(_table_rows(headers, rows), read),
        size=size,
        position=lambda: read[0],
    )


def _sheet_records(sheet: Any) -> Iterator[tuple[int, list[Cell], str]]:
    for number, row in enumerate(sheet.iter_rows(), start=1):
        yield number, list(row), ""


def _refuse_bombs(path: Path) -> None:
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > LARGEST_UNPACKED:
        raise UnreadableTable(
            _("%(name)s unpacks to more than 2 GB. Split it, or send CSV."), name=path.name
        )


def _counted(rows: Iterable[TableRow], read: list[int]) -> Iterator[TableRow]:
    for row in rows:
        read[0] = row.number
        yield row


def _headers_among(
    records: Iterable[tuple[int, list[Cell], str]], *, name: str
) -> tuple[str, ...]:
    """Take rows until one is not empty, and name the columns after it."""
    for _number, record, _problem in records:
        if any(str(cell or "").strip() for cell in record):
            return named_columns(record[:MOST_COLUMNS])
    raise UnreadableTable(_("%(name)s has no rows."), name=name)


def named_columns(record: Iterable[Cell]) -> tuple[str, ...]:
    """Return a distinct name for each column; a blank one goes by its number."""
    names: list[str] = []
    for place, cell in enumerate(record, start=1):
        name = " ".join(str("" if cell is None else cell).replace("\ufeff", "").split())
        name = name[:200] or f"#{place}"
        names.append(f"{name} #{place}" if name in names else name)
    while len(names) > 1 and names[-1] == f"#{len(names)}":
        names.pop()
    return tuple(names)


def _table_rows(
    headers: tuple[str, ...], records: Iterable[tuple[int, list[Cell], str]]
) -> Iterator[TableRow]:
    width = len(headers)
    for number, record, problem in records:
        if not problem and not any(cell not in ("", None) for cell in record):
            continue
        cells = dict(zip(headers, record, strict=False))
        yield TableRow(number, cells, problem or _doubt(record, width))


def _doubt(record: list[Cell], width: int) -> str:
    if len(record) > width and any(cell not in ("", None) for cell in record[width:]):
        return _("The row has more cells than the header.")
    if any(isinstance(cell, str) and "\ufffd" in cell for cell in record):
        return _("The row holds bytes that are not text in the encoding of the file.")
    if any(isinstance(cell, str) and "\x00" in cell for cell in record):
        return _("The row holds a NUL character.")
    return ""


def _open_json_lines(path: Path) -> Table:
    headers = _json_headers(path)
    binary = path.open("rb")
    return Table(
        headers=headers,
        rows=_json_rows(binary),
        size=path.stat().st_size,
        position=lambda: binary.tell() if not binary.closed else path.stat().st_size,
        encoding="utf-8",
        close=binary.close,
    )


def _json_headers(path: Path) -> tuple[str, ...]:
    seen: dict[str, None] = {}
    with path.open("rb") as file:
        for row in _json_rows(file):
            seen.update(dict.fromkeys(row.cells))
            if row.number >= JSON_HEADER_ROWS:
                break
    if not seen:
        raise UnreadableTable(_("%(name)s holds no JSON object per line."), name=path.name)
    return tuple(seen)[:MOST_COLUMNS]


def _json_rows(file: Any) -> Iterator[TableRow]:
    number = 0
    while line := file.readline(LONGEST_CELL * 4):
        number += 1
        if line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield _json_row(number, line)


def _json_row(number: int, line: bytes) -> TableRow:
    try:
        found = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return TableRow(number, {}, _("The line is not JSON."))
    if not isinstance(found, dict):
        return TableRow(number, {}, _("The line is not a JSON object."))
    return TableRow(number, {str(key): _json_cell(value) for key, value in found.items()})


def _json_cell(value: Any) -> Cell:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return json.dumps(value, ensure_ascii=False)
