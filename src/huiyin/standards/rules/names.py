"""Names in several languages, as data that an operator edits."""

from collections.abc import Mapping

LANGUAGES = ("en", "zh-hans", "zh-hant")
TRADITIONAL = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")


def known_language(language: str) -> str:
    """Return which of our languages a tag such as `zh-Hant-TW` or `en-GB` means."""
    tag = language.lower().replace("_", "-")
    if tag.startswith(TRADITIONAL):
        return "zh-hant"
    return "zh-hans" if tag.startswith("zh") else "en"


def name_in(names: Mapping[str, str], language: str) -> str:
    """Return the name in `language`, or else in any language there is."""
    wanted = known_language(language)
    others = (names.get(known, "") for known in (wanted, *LANGUAGES))
    return next((name for name in others if name), "")
