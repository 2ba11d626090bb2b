"""Bytes to text when the label lies, is missing, or names what nobody knows."""

import codecs
import re
from typing import Final

# What is labelled with the old Chinese sets is written with their superset.
SUPERSETS: Final = {
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "x-gbk": "gb18030",
    "iso-8859-1": "cp1252",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "ansi_x3.4-1968": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    "big5": "big5hkscs",
    "ks_c_5601-1987": "cp949",
}
# Write other characters with ASCII bytes, so that they look like UTF-8 and are not.
SEVEN_BIT: Final = frozenset({"hz", "utf-7", "iso2022_jp", "iso2022_kr"})
COMMON_CHINESE: Final = frozenset(
    "的一是了我不在有人这個这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会"
    "您好网络信号话费套餐流量投诉请请问没無无為為們来對对說电話电请謝谢"
)
RARE: Final = re.compile(r"[\ue000-\uf8ff\u2500-\u259f\ufffd]")


def decode(content: bytes, label: str) -> str:
    """Return `content` as text: by its label when it fits, else as a guess; never fails."""
    if content[:3] == codecs.BOM_UTF8:
        return content[3:].decode("utf-8", "replace")
    if content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return content.decode("utf-16", "replace")
    # Text that is valid UTF-8 beyond ASCII hardly ever is anything else, whatever it says.
    codec = _codec(label)
    guessed = _strictly(content, "utf-8") if codec not in SEVEN_BIT else None
    if guessed is not None and "\x1b" not in guessed:
        return guessed
    labelled = _strictly(content, codec)
    if labelled is not None and not _is_unlikely(labelled):
        return labelled
    return _best_guess(content, labelled)


def _codec(label: str) -> str:
    name = label.strip().strip("\"'").lower()
    name = SUPERSETS.get(name, name)
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError, UnicodeError):
        return ""
    # Codecs that turn bytes into bytes are in the same registry.
    return found.name if getattr(found, "_is_text_encoding", True) else ""


def _strictly(content: bytes, encoding: str) -> str | None:
    if not encoding:
        return None
    try:
        return content.decode(encoding)
    except (UnicodeError, LookupError, ValueError):
        return None


def _is_unlikely(text: str) -> bool:
    return len(RARE.findall(text)) * 10 > len(text) or "\x00" in text


def _best_guess(content: bytes, labelled: str | None) -> str:
    candidates = [_strictly(content, name) for name in ("gb18030", "big5hkscs", "cp1252")]
    texts = [text for text in (labelled, *candidates) if text is not None]
    if not texts:
        # Damaged in one place: the superset of the likeliest sets loses the least.
        return content.decode("gb18030", "replace")
    return max(texts, key=_likelihood)


def _likelihood(text: str) -> float:
    if not text:
        return 0.0
    common = sum(character in COMMON_CHINESE for character in text)
    rare = len(RARE.findall(text))
    return (common * 3 - rare * 2) / len(text)
