"""The words of a notice: the operator's, else the declared ones, in the reader's language."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import override

from huiyin.kernel.brand import operator_name
from huiyin.notifications.models import Notice, WordsEdit
from huiyin.notifications.rules.words import (
    Words,
    choose_words,
    declared,
    fill,
    shown_values,
)


@dataclass(frozen=True, slots=True)
class Said:
    """A notice as its reader sees it."""

    language: str
    subject: str
    body: str


def render(notice: Notice, *, language: str, texts: Mapping[str, Words]) -> Said:
    """Return `notice` in its reader's words; `texts` are those of its code by language."""
    spoken, words = choose_words(texts, language or settings.LANGUAGE_CODE)
    return say(words, notice.values, language=spoken)


def say(words: Words, values: dict[str, str], *, language: str) -> Said:
    """Return `words` filled with `values`, moments as readers of `language` write them."""
    with override(language):
        shown = shown_values(values, show_moment=_show_moment)
        shown["operator"] = operator_name()
    return Said(language, fill(words.subject, shown), fill(words.body, shown))


def words_of(codes: Collection[str]) -> dict[str, dict[str, Words]]:
    """Return the words of each code by language, with the operator's edits. One query."""
    texts = {code: dict(declared[code].texts) for code in codes if code in declared}
    for edit in WordsEdit.objects.filter(code__in=list(texts)):
        texts[edit.code][edit.language] = Words(edit.subject, edit.body)
    return texts


def _show_moment(value: str) -> str:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    return date_format(moment.astimezone(ZoneInfo(settings.TIME_ZONE)), "DATETIME_FORMAT")
