"""Every sentence a person can see has its Chinese, in both scripts, in its own context."""

import shutil
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.core.management import call_command

from huiyin.kernel.journal.events import event_types

SOURCE = Path("src/huiyin")
LANGUAGES = ("zh_Hans", "zh_Hant")


def home_of(path: Path) -> str:
    """Return the context, or part of the kernel, whose catalogue a file belongs to."""
    parts = path.parts
    return "/".join(parts[:2]) if parts[0] == "kernel" and len(parts) > 2 else parts[0]


def homes() -> list[str]:
    return sorted({home_of(path.relative_to(SOURCE)) for path in SOURCE.glob("**/*.py")})


@pytest.fixture(scope="session")
def sentences(tmp_path_factory) -> dict[str, set[tuple[str, str]]]:
    """Extract all sentences as (context, msgid) by the home they belong to."""
    if shutil.which("xgettext") is None:
        pytest.skip("GNU gettext is not installed")
    root = tmp_path_factory.mktemp("sentences")
    _copy_sources(root)
    (root / "locale").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        call_command(
            "makemessages", locale=["zh_Hans"], extensions=["html,txt,py"], verbosity=0
        )
    found: dict[str, set[tuple[str, str]]] = {}
    for message in _read(root / "locale/zh_Hans/LC_MESSAGES/django.po", "zh_Hans"):
        for place, _line in message.locations:
            found.setdefault(home_of(Path(place)), set()).add(key_of(message))
    return found


def _copy_sources(root: Path) -> None:
    for path in SOURCE.rglob("*"):
        inside = path.relative_to(SOURCE)
        if path.suffix in {".py", ".html", ".txt"} and not {"tests", "seeds"} & set(
            inside.parts
        ):
            (root / inside).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, root / inside)


def key_of(message: Message) -> tuple[str, str]:
    msgid = message.id if isinstance(message.id, str) else message.id[0]
    return (message.context or "", msgid)


def _read(path: Path, language: str) -> list[Message]:
    with path.open("rb") as file:
        return [message for message in read_po(file, locale=language) if message.id]


@cache
def translated(home: str, language: str) -> frozenset[tuple[str, str]]:
    path = SOURCE / home / "locale" / language / "LC_MESSAGES/django.po"
    if not path.exists():
        return frozenset()
    return frozenset(
        key_of(message)
        for message in _read(path, language)
        if not message.fuzzy
        if all([message.string] if isinstance(message.string, str) else message.string)
    )


def untranslated(wanted: set[tuple[str, str]], home: str) -> dict[str, list[str]]:
    missing = {
        language: sorted(msgid for _context, msgid in wanted - translated(home, language))
        for language in LANGUAGES
    }
    return {language: found for language, found in missing.items() if found}


@pytest.mark.parametrize("home", homes())
def test_every_sentence_is_translated(home, sentences):
    assert untranslated(sentences.get(home, set()), home) == {}


@pytest.mark.parametrize("home", homes())
def test_every_event_can_be_told_in_the_readers_language(home):
    module = f"huiyin.{home.replace('/', '.')}.events"
    told = {
        ("", kind.sentence)
        for kind in event_types.values()
        if f"{kind.__module__}.".startswith(f"{module}.")
    }

    assert untranslated(told - {("", "")}, home) == {}


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.po")), ids=str)
def test_no_translation_is_a_guess(path):
    assert [message.id for message in _read(path, path.parts[-3]) if message.fuzzy] == []
