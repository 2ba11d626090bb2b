"""Words with placeholders: declared by the context that speaks, filled and nothing more.

`{name}` is replaced by a value; there are no attributes, no formats, no code. A name that
ends in `_at` holds a moment (ISO 8601) and is shown in the reader's language and zone.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")
# Filled for every notice without being asked for.
ALWAYS: Final = frozenset({"operator"})
FALLBACK: Final = {
    "zh-hans": ("zh-hans", "zh-hant", "en"),
    "zh-hant": ("zh-hant", "zh-hans", "en"),
    "en": ("en", "zh-hans", "zh-hant"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """A subject and a body in one language; a short message carries the body alone."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What a context may say: under which code, with which placeholders, in which languages."""

    code: str
    title: str
    placeholders: frozenset[str]
    texts: Mapping[str, Words]
    # What a customer may refuse it as (`survey`, `progress`, `marketing`), or nothing.
    purpose: str
    is_urgent: bool


declared: dict[str, Declaration] = {}


def declare(declaration: Declaration) -> None:
    """Remember what may be said; ValueError where a text uses what it did not declare."""
    for language, words in declaration.texts.items():
        if wrong := unknown_placeholders(words, declaration.placeholders):
            message = f"{declaration.code} ({language}) uses undeclared {sorted(wrong)}"
            raise ValueError(message)
    earlier = declared.setdefault(declaration.code, declaration)
    if earlier != declaration:
        message = f"words {declaration.code} are declared twice, differently"
        raise ValueError(message)


def unknown_placeholders(words: Words, allowed: frozenset[str]) -> frozenset[str]:
    """Return the placeholders in `words` that nobody will fill."""
    used = PLACEHOLDER.findall(words.subject) + PLACEHOLDER.findall(words.body)
    return frozenset(used) - allowed - ALWAYS


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return `text` with its placeholders filled once; what a value contains stays as it is."""
    return PLACEHOLDER.sub(lambda found: values.get(found[1], ""), text)


def choose_words(texts: Mapping[str, Words], language: str) -> tuple[str, Words]:
    """Return the words nearest to `language`, and which language that is."""
    for candidate in languages_for(language):
        if candidate in texts:
            return candidate, texts[candidate]
    return next(iter(texts.items()))


def languages_for(language: str) -> Sequence[str]:
    """Return languages a reader of `language` may be written to in, best first."""
    wanted = language.lower().replace("_", "-")
    if wanted.startswith("zh"):
        is_traditional = any(part in wanted for part in ("hant", "tw", "hk", "mo"))
        return FALLBACK["zh-hant" if is_traditional else "zh-hans"]
    return FALLBACK["en" if wanted else "zh-hans"]


def shown_values(
    values: Mapping[str, str], *, show_moment: Callable[[str], str]
) -> dict[str, str]:
    """Return values as the reader sees them: moments shown, the rest as given."""
    return {
        name: show_moment(value) if name.endswith("_at") and value else value
        for name, value in values.items()
    }
