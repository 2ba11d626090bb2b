"""How the journal names words that are kept with a case: by their number."""

from collections.abc import Iterable

PREFIX = "remark:"


def remark_code(remark_id: int) -> str:
    """Return what an entry says instead of the words."""
    return f"{PREFIX}{remark_id}"


def remark_ids(values: Iterable[str]) -> set[int]:
    """Return the numbers of the remarks among these values of entries."""
    named = (value.removeprefix(PREFIX) for value in values if value.startswith(PREFIX))
    return {int(number) for number in named if number.isdecimal()}
