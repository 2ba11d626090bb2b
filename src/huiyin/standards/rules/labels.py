"""Labels of an operator's own history, as codes of topics."""

import re
from hashlib import sha256

OWN = "own"
OWN_NAMES = {"en": "Own topics", "zh-hans": "自有分类", "zh-hant": "自有分類"}
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9 _/&-]*")
LONGEST = 30


def code_of(label: str) -> str:
    """Return the code of a new topic: readable where the label is Latin, always the same."""
    slug = re.sub(r"[^a-z0-9]+", "_", label.lower()).strip("_")
    if _LATIN.fullmatch(label) and len(slug) <= LONGEST:
        return f"{OWN}.{slug}"
    return f"{OWN}.t_{sha256(label.encode()).hexdigest()[:10]}"
