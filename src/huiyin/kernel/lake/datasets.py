"""Which datasets there are. Contexts declare theirs in `facts`."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias


class Kind(StrEnum):
    """What a column holds; each engine has a type for it."""

    TEXT = "text"
    WHOLE = "whole"
    NUMBER = "number"
    YES_NO = "yes_no"
    MOMENT = "moment"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a dataset and what it means: the contract with whoever measures."""

    name: str
    kind: Kind
    meaning: str


# Arrow record batches; the library is loaded only by those who read or write them.
Batches: TypeAlias = Iterator[Any]
Rows: TypeAlias = Callable[[date, date], Batches]
# The days touched by what was sealed after a seal of the journal; every day for None.
Touched: TypeAlias = Callable[[int | None], Sequence[date]]


@dataclass(frozen=True, slots=True)
class Dataset:
    """A table of the lake: `rows(first, last)` yields those of these days, both included."""

    name: str
    columns: tuple[Column, ...]
    touched: Touched
    rows: Rows
    # Counted up when the meaning of a column changes: everything is published anew.
    version: int


declared: dict[str, Dataset] = {}


def dataset(
    name: str, *, columns: Sequence[Column], touched: Touched, version: int = 1
) -> Callable[[Rows], Rows]:
    """Declare the decorated function to yield the rows of the dataset, day by day.

    Days are days of the reporting zone. A day is always published whole, so a row may change
    or vanish, but it must stay on its day. Columns come in the order of `columns`.
    """

    def register(rows: Rows) -> Rows:
        one = Dataset(name, tuple(columns), touched, rows, version)
        if declared.setdefault(name, one) is not one:
            message = f"two datasets are called {name}"
            raise TypeError(message)
        return rows

    return register
