"""What is wrong with a file or a cell, as a sentence the edge translates."""

from typing import Any


class TableProblem(ValueError):  # noqa: N818 - about the file, no fault of ours
    """A sentence (msgid with named placeholders) and its values; `str()` is the English."""

    def __init__(self, msgid: str, **values: Any) -> None:
        super().__init__(msgid % values if values else msgid)
        self.msgid = msgid
        self.values = values


class UnreadableTable(TableProblem):
    """The file as a whole cannot be read."""


class BadCell(TableProblem):
    """One cell is not what its column wants."""


class BadMapping(TableProblem):
    """A mapping names something that is not there."""
