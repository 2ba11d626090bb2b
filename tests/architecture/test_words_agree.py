"""Catalogues of all contexts become one: a word must not mean two things in it."""

from collections import defaultdict
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

SOURCE = Path(__file__).parents[2] / "src" / "huiyin"
LANGUAGES = ("zh_Hans", "zh_Hant")


def catalogues(language: str) -> list[Path]:
    return sorted(SOURCE.rglob(f"locale/{language}/LC_MESSAGES/django.po"))


def messages(path: Path, language: str):
    with path.open("rb") as file:
        return [message for message in read_po(file, locale=language) if message.id]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_words_are_translated_alike_in_every_context(language):
    said = defaultdict(dict)

    for path in catalogues(language):
        for message in messages(path, language):
            home = path.parents[2].parent.name
            said[message.context, str(message.id)][home] = str(message.string)

    torn = {key: homes for key, homes in said.items() if len(set(homes.values())) > 1}
    assert torn == {}, "give one of them other words or a context (pgettext)"


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_collected_is_translated(language):
    missing = [
        f"{path.parents[2].parent.name}: {message.id}"
        for path in catalogues(language)
        for message in messages(path, language)
        if message.fuzzy or not all(_forms(message.string))
    ]

    assert missing == []


def _forms(string: str | tuple[str, ...]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else string
