"""Sentences and clauses of a text, as it was written."""

import re

_END = re.compile(
    r"(?<=[。！？!?；;\n])[”’」』\"')）]*\s*"
    r"|(?<=[.])[\"')]*\s+(?=[A-Z\"'(\d])"
    r"|\u3000{2,}"
    r"|(?<=[^\d.])(?=(?:\d{1,2}[、．]|[（(]\d{1,2}[)）]|[一二三四五六七八九]、))"
)
_CLAUSE = re.compile(r"[，,、：:]\s*|\s+(?=(?:but|and|also|because|so)\b)|\s{2,}")
_LETTER = re.compile(r"\w")


def sentences_of(text: str) -> list[str]:
    """Return the sentences of `text`, trimmed; what has no letter is none."""
    return [part.strip() for part in _END.split(text) if part and _LETTER.search(part)]


def clauses_of(sentence: str) -> list[str]:
    """Return what stands between the commas of a sentence."""
    return [part.strip() for part in _CLAUSE.split(sentence) if part and _LETTER.search(part)]
