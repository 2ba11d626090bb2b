"""Hand letters to whoever carries their kind. Kinds register themselves; callers know none."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final, TypeAlias

SENT: Final = "sent"
# This address will never take it; another way may.
REFUSED: Final = "refused"
# Not now: the server is away, or asks to come back later.
FAILED: Final = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFile:
    """A file that goes with a letter; `kind` is its media type."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Something to carry. The same `key` is the same letter, however often it is carried."""

    key: str
    kind: str
    address: str
    body: str
    at: datetime
    subject: str = ""
    # What an answer is about: a story, or nothing.
    reference: str = ""
    is_automatic: bool = True
    in_reply_to: str = ""
    # Only mail carries files.
    files: tuple[LetterFile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What became of a letter: `sent`, `refused` or `failed`, and in which words."""

    key: str
    outcome: str
    detail: str = ""
    # The line broke after the letter was handed over: it may have been taken all the same.
    is_doubtful: bool = False


Carrier: TypeAlias = Callable[[Iterable[Letter]], Iterable[Carried]]
_carriers: dict[str, Carrier] = {}
_namers: dict[str, Callable[[Letter], str]] = {}
_folding: set[str] = set()


def carries(
    kind: str, *, named: Callable[[Letter], str], folds_copies: bool = False
) -> Callable[[Carrier], Carrier]:
    """Let the decorated function carry letters of `kind`, answering one by one.

    `named` gives a letter the name the provider knows it by: the same for the same letter,
    so that one which is carried twice (killed between sending and noting) can be told apart.
    `folds_copies`: the provider takes each name once, so whoever was killed simply carries
    all again; otherwise each letter is noted as it is handed over.
    """

    def register(carrier: Carrier) -> Carrier:
        _carriers[kind] = carrier
        _namers[kind] = named
        if folds_copies:
            _folding.add(kind)
        return carrier

    return register


def carried_kinds() -> frozenset[str]:
    """Return the kinds that something carries out of the house."""
    return frozenset(_carriers)


def folds_copies(*, kind: str) -> bool:
    """Return whether the provider of this kind takes the same letter only once."""
    return kind in _folding


def provider_key(*, letter: Letter) -> str:
    """Return the name by which the provider of its kind knows `letter`."""
    return _namers[letter.kind](letter)


def carry_letters(*, letters: Iterable[Letter]) -> Iterator[Carried]:
    """Carry `letters`, grouped by kind, yielding what became of each before the next is taken.

    Write each answer down before asking for the next: at most one letter then is in doubt.
    `letters` may be a generator that looks, for each, whether it still is to be sent.
    """
    for kind, group in groupby(letters, key=lambda letter: letter.kind):
        carrier = _carriers.get(kind)
        if carrier is not None:
            yield from carrier(group)
            continue
        for letter in group:
            yield Carried(key=letter.key, outcome=REFUSED, detail=f"nothing carries {kind}")
