"""Which column means what: guessed from headers, corrected by a file."""

import json
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from gettext import gettext as _
from pathlib import Path
from typing import TypeAlias

from huiyin.kernel.tabular.problems import BadMapping

# Target field → the words its column may be headed by, in any language.
Synonyms: TypeAlias = Mapping[str, Sequence[str]]
# Target field → header.
Mapped: TypeAlias = dict[str, str]

_TAIL = re.compile(r"(?:number|num|no|code)$")
_NOISE = re.compile(r"[\s_\-:.：()/#*]+")


def guess_mapping(headers: Iterable[str], synonyms: Synonyms) -> Mapped:
    """Return for each target the header that means it, equal words before contained ones.

    Targets come in order of importance; a header serves one target.
    """
    free = {header: plain(header) for header in headers}
    mapped: Mapped = {}
    for is_match in (str.__eq__, _contains):
        for target, words in synonyms.items():
            if target in mapped:
                continue
            found = _first_match(free, [plain(w) for w in (target, *words)], is_match)
            if found is not None:
                mapped[target] = found
                del free[found]
    return {target: mapped[target] for target in synonyms if target in mapped}


def _first_match(free: Mapping[str, str], words: Sequence[str], is_match: object) -> str | None:
    for word in words:
        for header, text in free.items():
            if is_match(text, word):  # type: ignore[operator]
                return header
    return None


def _contains(text: str, word: str) -> bool:
    # Latin words hide in others ("id" in "paid"), and what a header is about comes last:
    # "customer phone" is a phone, "phone service" is not.
    if word.isascii():
        return len(word) >= 4 and _TAIL.sub("", text).endswith(word)
    return len(word) >= 2 and word in text


def plain(header: str) -> str:
    """Return a header as it is compared: one case, no blanks or marks."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", header).casefold())


def read_mapping(path: Path, *, headers: Sequence[str], targets: Iterable[str]) -> Mapped:
    """Read `{target: header}` from TOML or JSON; BadMapping names what does not exist.

    An empty header takes a guessed column away.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        given = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except (OSError, ValueError) as error:
        raise BadMapping(
            _("%(name)s cannot be read as a mapping: %(error)s."), name=path.name, error=error
        ) from error
    if not isinstance(given, dict):
        raise BadMapping(_("%(name)s must hold one object."), name=path.name)
    return checked_mapping(given, headers=headers, targets=targets)


def checked_mapping(
    given: Mapping[str, object], *, headers: Sequence[str], targets: Iterable[str]
) -> Mapped:
    """Return the mapping if all it names exists; BadMapping says what to write instead."""
    known = list(targets)
    for target, header in given.items():
        if target not in known:
            raise BadMapping(
                _("There is no field “%(field)s”. There are: %(known)s."),
                field=str(target)[:60],
                known=", ".join(known),
            )
        if header and header not in headers:
            raise BadMapping(
                _("The file has no column “%(column)s”. It has: %(known)s."),
                column=str(header)[:60],
                known=", ".join(headers[:60]),
            )
    return {target: str(header) for target, header in given.items()}
