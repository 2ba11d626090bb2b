"""How a sentence of the story names what an event holds as a code or a number.

A context says in its `wording.py` what the values of its events are called:

    @words_values("workforce")
    def names_of_workforce(values: Values) -> Naming:
        return {"department": ..., "person_id": ...}
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

# What stands for the values of a field: {"topic": {"billing": "Bills and charges"}}.
Naming: TypeAlias = Mapping[str, Mapping[str, str]]
# The values a page needs names for, by field: {"person_id": {"7", "12"}}.
Values: TypeAlias = Mapping[str, set[str]]
Wording: TypeAlias = Callable[[Values], Naming]

wordings: dict[str, Wording] = {}


def words_values(context: str) -> Callable[[Wording], Wording]:
    """Let the decorated function name the values of all events of that context."""

    def register(wording: Wording) -> Wording:
        wordings[context] = wording
        return wording

    return register


def naming_of(facts: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[str, Naming]:
    """Return what the values of these events (name, payload) are called, by context.

    Each context is asked once, so the number of queries does not grow with the events.
    """
    values: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for name, payload in facts:
        for field, value in payload.items():
            if isinstance(value, str | int):
                values[context_of(name)][field].add(str(value))
    return {
        context: wordings[context](wanted)
        for context, wanted in values.items()
        if context in wordings
    }


def context_of(name: str) -> str:
    """Return the context that published an event of that name."""
    return name.partition(".")[0]
