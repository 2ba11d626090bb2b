"""Cutting what is quoted from what was newly written, in Chinese and in English."""

import re
from typing import Final

STARTS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^\s*>?\s*-{2,}\s*(original message|forwarded message|reply message)\s*-{2,}\s*$",
        r"^\s*-{2,}\s*(原始邮件|原始郵件|转发邮件|轉寄郵件|回复的邮件|回覆的郵件|原邮件)\s*-{2,}\s*$",
        r"^\s*on\b.{4,200}\bwrote\s*[:：]\s*$",
        r"^\s*(在|于|於)?.{0,120}\d{4}.{0,120}(写道|寫道|写到|来信)\s*[:：]?\s*$",
        r"^\s*.{0,80}<[^<>@\s]+@[^<>\s]+>\s*(于|於|在).{0,80}(写道|寫道)\s*[:：]?\s*$",
        r"^\s*.{0,120}(写道|寫道)\s*[:：]\s*$",
        r"^_{10,}\s*$",
    )
)
FIELD: Final = re.compile(
    r"^\s*\**\s*(from|sent|date|to|cc|subject"
    r"|发件人|寄件者|寄件人|发送时间|发送日期|寄件日期|日期|收件人|收件者|抄送|副本|主题|主旨)"
    r"\s*\**\s*[:：]",
    re.IGNORECASE,
)
SENDER: Final = re.compile(
    r"^\s*\**\s*(from|发件人|寄件者|寄件人)\s*\**\s*[:：]", re.IGNORECASE
)
QUOTED: Final = re.compile(r"^\s*[>＞]")
SIGNATURE: Final = re.compile(r"^-- $")
PHONE_SIGNATURE: Final = re.compile(
    r"^\s*(sent from my .{1,40}|发自我的.{1,40}|從我的.{1,40}傳送|获取 outlook for .{1,20}"
    r"|get outlook for .{1,20})\s*$",
    re.IGNORECASE,
)


def new_words(text: str) -> str:
    """Return what the sender wrote now, without quotation and signature.

    Everything, where cutting would leave nothing: better too much than a lost word.
    """
    lines = text.splitlines()
    kept = lines[: _quotation_starts(lines)]
    while kept and (not kept[-1].strip() or QUOTED.match(kept[-1])):
        kept.pop()
    cut = "\n".join(line for line in kept if not PHONE_SIGNATURE.match(line)).strip()
    return cut or text.strip()


def _quotation_starts(lines: list[str]) -> int:
    for index, line in enumerate(lines):
        if SIGNATURE.match(line) or _opens_quotation(lines, index, line[:400]):
            return index
    return len(lines)


def _opens_quotation(lines: list[str], index: int, line: str) -> bool:
    if any(start.match(line) for start in STARTS):
        return _is_followed_by_old_words(lines, index)
    if line.lower().lstrip().startswith("on ") and index + 1 < len(lines):
        # Long lines are broken by mailers: "On ... at 10:00\nAda <ada@x> wrote:"
        return bool(STARTS[2].match(f"{line} {lines[index + 1][:200]}"))
    if SENDER.match(line):
        return sum(bool(FIELD.match(x[:200])) for x in lines[index : index + 6]) >= 2
    return False


def _is_followed_by_old_words(lines: list[str], index: int) -> bool:
    return any(line.strip() for line in lines[index + 1 :])
