"""What a screen shows of personal values unless somebody reveals them. Pure."""

import re
from collections.abc import Callable

STAR = "*"
CHINA = "+86"
_ADMIN = re.compile(r"^.{1,14}?(?:省|自治区|市|区|县|旗)(?:.{1,8}?(?:市|区|县|旗))?")


def mask_name(name: str) -> str:
    """张*明 · 张* · J*** S****: a first letter of each, of a Chinese name also the last."""
    name = " ".join(name.split())
    if not name:
        return ""
    if " " in name or name.isascii():
        return " ".join(_first_only(word) for word in name.split(" ")[:4])
    if len(name) < 3:
        return _first_only(name)
    return name[0] + STAR * min(len(name) - 2, 6) + name[-1]


def _first_only(word: str) -> str:
    if len(word) < 2:
        return STAR
    return word[0] + STAR * min(len(word) - 1, 9)


def mask_phone(number: str) -> str:
    """138****5678; shorter numbers show less. Never more than half of the digits and one."""
    shown = number.removeprefix(CHINA) if number.startswith(CHINA) else number
    prefix = "+" if shown.startswith("+") else ""
    digits = "".join(character for character in shown if character.isdigit())
    if len(digits) >= 11:
        return f"{prefix}{digits[:3]}{STAR * (len(digits) - 7)}{digits[-4:]}"
    if len(digits) >= 7:
        return f"{prefix}{STAR * (len(digits) - 3)}{digits[-3:]}"
    return STAR * max(len(digits), 3)


def mask_email(address: str) -> str:
    """a***@example.com: the first letter and the domain."""
    local, at, domain = address.rpartition("@")
    if not at:
        return mask_account(address)
    return f"{local[:1] if len(local) > 1 else ''}***@{domain}"


def mask_address(address: str) -> str:
    """浙江省杭州市****: down to the district at most; of other forms nothing."""
    found = _ADMIN.match(address.strip())
    if found is None or found.end() > len(address.strip()) * 2 // 3:
        return STAR * 4 if address.strip() else ""
    return found.group() + STAR * 4


def mask_account(value: str) -> str:
    """****1234: the last four at most, and never more than a third."""
    shown = min(4, len(value) // 3)
    return STAR * 4 + (value[-shown:] if shown else "") if value else ""


MASKS: dict[str, Callable[[str], str]] = {
    "name": mask_name,
    "phone": mask_phone,
    "sms": mask_phone,
    "email": mask_email,
    "address": mask_address,
}


def mask(kind: str, value: str) -> str:
    """Return `value` masked as its kind wants; unknown kinds like account numbers."""
    return MASKS.get(kind, mask_account)(value)
