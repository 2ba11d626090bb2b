"""Cells as the values they stand for. Each says in a sentence when it cannot."""

import math
import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from gettext import gettext as _

from huiyin.kernel.tabular.problems import BadCell
from huiyin.kernel.tabular.reading import Cell

_TRUE = frozenset({"1", "y", "yes", "true", "t", "是", "有", "对", "√", "vip"})
_FALSE = frozenset({"0", "n", "no", "false", "f", "否", "无", "沒有", "没有", "×", ""})
_CHINESE_DATE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日?")
_ORDERS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d")
_US_ORDERS = ("%m/%d/%Y", "%d-%b-%y", "%d-%b-%Y", "%d %B %Y", "%B %d, %Y")
_EU_ORDERS = ("%d/%m/%Y", "%d.%m.%Y")
_TIMES = ("%H:%M:%S", "%H:%M", "%H:%M:%S.%f", "%I:%M:%S %p", "%I:%M %p")


def as_text(cell: Cell) -> str:
    """Return the cell as a person reads it: 13812345678, never 1.3812345678e10 or 138.0."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and math.isfinite(cell) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat(sep=" ") if isinstance(cell, datetime) else str(cell)


def as_bool(cell: Cell) -> bool:
    """Return yes or no as people write them; BadCell for anything else."""
    text = as_text(cell).casefold()
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    raise BadCell(_("“%(value)s” is neither yes nor no."), value=text[:40])


def as_date(cell: Cell, *, is_day_first: bool = False) -> date | None:
    """Return the day, None for an empty cell; BadCell when it cannot be read."""
    moment = _local_moment(cell, is_day_first=is_day_first)
    return moment.date() if moment else None


def as_moment(cell: Cell, *, zone: tzinfo, is_day_first: bool = False) -> datetime | None:
    """Return the moment in UTC; without a zone of its own it is in `zone`."""
    moment = _local_moment(cell, is_day_first=is_day_first)
    if moment is None:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    try:
        return aware.astimezone(UTC)
    except OverflowError as error:
        raise _no_date(as_text(cell)) from error


def _local_moment(cell: Cell, *, is_day_first: bool) -> datetime | None:
    if isinstance(cell, datetime):
        return cell
    if isinstance(cell, date):
        return datetime.combine(cell, time())
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _serial_moment(cell)
    text = as_text(cell)
    if not text:
        return None
    return _written_moment(text, is_day_first=is_day_first)


def _serial_moment(days: float) -> datetime:
    """Return what a spreadsheet means by a bare number of days, between 1954 and 2119."""
    if 20000 <= days <= 80000:
        return datetime(1899, 12, 30) + timedelta(days=days)  # noqa: DTZ001 - the file's own
    if 19000101 <= days <= 21001231:
        return _written_moment(str(int(days)), is_day_first=False)
    raise _no_date(str(days))


def _written_moment(text: str, *, is_day_first: bool) -> datetime:
    text = _CHINESE_DATE.sub(r"\1-\2-\3", text).strip()
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    orders = (*_ORDERS, *(_EU_ORDERS + _US_ORDERS if is_day_first else _US_ORDERS + _EU_ORDERS))
    for order in orders:
        for clock in ("", *_TIMES):
            try:
                return datetime.strptime(text, f"{order} {clock}".strip())  # noqa: DTZ007
            except ValueError:
                continue
    raise _no_date(text)


def _no_date(text: str) -> BadCell:
    return BadCell(_("“%(value)s” is not a date that can be read."), value=text[:40])
