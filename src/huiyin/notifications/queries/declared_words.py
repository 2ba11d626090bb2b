"""What may be said, for the people who word it."""

from dataclasses import dataclass

from django.utils.translation import gettext

from huiyin.notifications.models import WordsEdit
from huiyin.notifications.queries.wording import Said, say
from huiyin.notifications.rules.sms import sms_parts
from huiyin.notifications.rules.words import Words, declared

SAMPLES = {"ref": "C-2603-00017", "story": "C-2603-00017"}
MOMENT = "2026-03-02T02:00:00+00:00"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsCard:
    """Words of one kind of notice in one language, and how they look when filled."""

    code: str
    title: str
    language: str
    subject: str
    body: str
    is_edited: bool
    placeholders: tuple[str, ...]
    preview: Said
    sms_parts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One kind of notice in the list."""

    code: str
    title: str
    languages: tuple[tuple[str, bool], ...]


def all_words() -> list[Spoken]:
    """Return every kind of notice with its languages and whether each is edited. One query."""
    edited = set(WordsEdit.objects.values_list("code", "language"))
    return [
        Spoken(
            code=code,
            title=gettext(declaration.title),
            languages=tuple(
                (language, (code, language) in edited)
                for language in ("zh-hans", "zh-hant", "en")
            ),
        )
        for code, declaration in sorted(declared.items())
    ]


def words_card(*, code: str, language: str, draft: Words | None = None) -> WordsCard:
    """Return the words in force, or `draft`, as they would be read."""
    declaration = declared[code]
    edit = WordsEdit.objects.filter(code=code, language=language).first()
    own = declaration.texts.get(language, Words("", ""))
    words = draft or (Words(edit.subject, edit.body) if edit is not None else own)
    preview = say(words, _samples(declaration.placeholders), language=language)
    return WordsCard(
        code=code,
        title=gettext(declaration.title),
        language=language,
        subject=words.subject,
        body=words.body,
        is_edited=edit is not None,
        placeholders=tuple(sorted({*declaration.placeholders, "operator"})),
        preview=preview,
        sms_parts=sms_parts(preview.body),
    )


def _samples(placeholders: frozenset[str]) -> dict[str, str]:
    return {
        name: MOMENT if name.endswith("_at") else SAMPLES.get(name, f"〈{name}〉")
        for name in placeholders
    }
