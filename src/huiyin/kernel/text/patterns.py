"""Many wordings in one regular expression that stays quick."""

import re
from collections.abc import Sequence


def quick_pattern(wordings: Sequence[str]) -> re.Pattern[str]:
    """Compile wordings into one expression; each must begin with a plain character.

    The engine skips quickly over text in which none of the first characters occurs, but only
    where every wording begins with one. So the word border before a Latin letter is asked for
    after the letter instead of before it, and wordings of one first character stand together:
    where it occurs, no other is tried.
    """
    rests: dict[str, list[str]] = {}
    for wording in wordings:
        first, rest = wording[0], wording[1:]
        if not (first.isalnum() or first == "_"):
            message = f"{wording} must begin with a letter or a digit"
            raise ValueError(message)
        rests.setdefault(first, []).append(rest)
    return re.compile(
        "|".join(f"{_bordered(first)}(?:{'|'.join(kept)})" for first, kept in rests.items())
    )


def _bordered(first: str) -> str:
    if not first.isascii():
        return first
    kind = "w" if first.isalpha() else "d"
    return rf"{first}(?<!\{kind}{first})"
