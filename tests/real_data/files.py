"""Where the real files lie, and what they say, read without any code of the product."""

import csv
import os
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook


def _folder() -> Path | None:
    if given := os.environ.get("HUIYIN_REAL_DATA"):
        return Path(given)
    beside = (above / "shared" / "data" for above in Path(__file__).parents)
    return next((folder for folder in beside if folder.is_dir()), None)


FOLDER = _folder()


def real_file(name: str) -> Path:
    """Return the real file of that name, or skip the test."""
    if FOLDER is None or not (FOLDER / name).exists():
        pytest.skip(f"{name} is not on this machine; HUIYIN_REAL_DATA names its folder")
    return FOLDER / name


def csv_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def sheet_rows(path: Path) -> list[dict[str, Any]]:
    """Return the rows of the first sheet; numbers of messages as text."""
    [head, *rows] = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    found = [dict(zip(head, row, strict=True)) for row in rows]
    for row in found:
        row["留言编号"] = str(int(float(row["留言编号"])))
    return found


def sheet_moment(value: Any) -> datetime:
    """Return a moment of a sheet, which wrote it in more than one way."""
    if isinstance(value, datetime):
        return value
    return datetime.strptime(str(value).replace("/", "-"), "%Y-%m-%d %H:%M:%S")  # noqa: DTZ007
