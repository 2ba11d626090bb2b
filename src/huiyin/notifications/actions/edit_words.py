"""Say something in the operator's own words, or go back to the declared ones."""

from datetime import datetime

from django.utils.translation import gettext as _

from huiyin.kernel.refusal import Refusal
from huiyin.notifications.models import WordsEdit
from huiyin.notifications.rules.words import Words, declared, unknown_placeholders

LANGUAGES = ("zh-hans", "zh-hant", "en")
LONGEST = 2000


class CannotEditWords(Refusal):
    """These words cannot be sent; the words in force stay."""

    code = "cannot_edit_words"


def edit_words(*, code: str, language: str, words: Words, at: datetime, actor_id: str) -> None:
    """Put `words` in force. Raises CannotEditWords where they could not be filled or sent."""
    check_words(code=code, language=language, words=words)
    WordsEdit.objects.update_or_create(
        code=code,
        language=language,
        defaults={
            "subject": words.subject.strip(),
            "body": words.body.strip(),
            "edited_at": at,
            "editor": actor_id,
        },
    )


def restore_words(*, code: str, language: str) -> None:
    """Put the declared words back in force."""
    WordsEdit.objects.filter(code=code, language=language).delete()


def check_words(*, code: str, language: str, words: Words) -> None:
    """Raise CannotEditWords with the reason, if there is one."""
    declaration = declared.get(code)
    if declaration is None or language not in LANGUAGES:
        raise CannotEditWords(_("There is no such notice or language. Choose one of the list."))
    if not words.subject.strip() or not words.body.strip():
        raise CannotEditWords(_("A notice needs a subject and words. Nothing was changed."))
    if len(words.body) > LONGEST or len(words.subject) > 300:
        raise CannotEditWords(
            _("This is too long. Keep to 300 characters of subject and 2,000 of words.")
        )
    if wrong := unknown_placeholders(words, declaration.placeholders):
        allowed = ", ".join(f"{{{name}}}" for name in sorted(declaration.placeholders))
        raise CannotEditWords(
            _("Nobody fills %(wrong)s. Use these placeholders only: %(allowed)s.")
            % {"wrong": ", ".join(f"{{{name}}}" for name in sorted(wrong)), "allowed": allowed}
        )
