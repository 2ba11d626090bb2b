"""What a text names: numbers to call, accounts, orders, money, moments, places, plans."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_HAN = "[一-龥]"
_DAYTIME = "(?:凌晨|早上|上午|中午|下午|傍晚|晚上|夜里)"
_ABODE = "小区|花园|社区|公寓|家园|新村|大厦|广场|街道|大道"
_CHINESE_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
}
_CHINESE_UNITS = {"十": 10, "百": 100, "千": 1_000, "万": 10_000}


@dataclass(frozen=True, slots=True)
class Entity:
    """Something a text names; `value` in one form, `start` and `end` in the text as given."""

    kind: str
    value: str
    start: int
    end: int


# In order of precedence: what an earlier kind has taken, a later one may not take again.
_WITH_DIGITS = {
    "id_number": r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}"
    r"[\dXx](?![\dA-Za-z])",
    "order": r"(?:订单|工单|单号|受理号|流水号|[Oo]rder|[Rr]ef(?:erence)?)"
    r"(?:编?号码?| (?:no|number))?[ .:：#为是]{0,3}"
    r"(?P<value_order>[A-Za-z]{0,4}-?\d[\dA-Za-z-]{4,24})",
    "account": r"(?:[账帐]号|账户号?|户号|客户号|[Aa]ccount(?: (?:no|number|id))?)"
    r"[ .:：#为是]{0,3}(?P<value_account>(?=[A-Za-z@._-]{0,24}\d)[A-Za-z0-9][\w@.-]{4,31})",
    "phone": r"(?<![\d.])(?:(?:\+|00)?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)"
    r"|(?<!\w)\+[1-9]\d{0,2}[- ]?(?:\(\d{1,4}\)[- ]?)?\d{2,4}(?:[- ]?\d{2,4}){1,3}(?!\d)"
    r"|(?<![\d-])0\d{2,3}[- ]?[2-9]\d{6,7}(?![\d-])",
    "speed": r"(?<![\d.])\d{2,4} ?(?:[MmGg]bps|[Mm]b/s|兆|[Mm](?=的?(?:宽带|光纤|网)))",
    "plan": r"(?<![\d.])\d{1,4}[元块](?:/月|每月|一个?月)?的?(?:[45][Gg])?[一-龥]{0,4}?套餐",
    "amount": r"[¥￥$£€] ?\d[\d,]*(?:\.\d{1,2})?"
    r"|(?<![\d.])\d[\d,]*(?:\.\d{1,2})? ?(?:元|块|(?i:rmb|yuan|dollars?|pounds?|euros?)\b)",
    "date": r"(?<!\d)(?:20\d{2}(?:[-/.]|年))?(?:1[0-2]|0?[1-9])(?:月|[-/])"
    r"(?:3[01]|[12]\d|0?[1-9])[日号]?(?![\d-])",
    "time": rf"{_DAYTIME}?"
    r"(?<!\d)(?:[01]?\d|2[0-3])"
    r"(?:[:：][0-5]\d(?![\d:])|[点时](?:半|[0-5]?\d分?)?(?!间))"
    r"|\b(?:1[0-2]|[1-9]) ?[ap]m\b",
}
_WITHOUT_DIGITS = {
    "amount": r"[一二两三四五六七八九十百千万零〇]{1,9}(?:元|块钱|块(?=[，。,. ]|$))",
    "date": r"今天|昨天|前天|上周[一二三四五六日天]?|上个月"
    r"|\b(?:today|yesterday)\b"
    r"|\blast (?:week|month|night|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    "time": rf"{_DAYTIME}[一二两三四五六七八九十]{{1,2}}[点时]半?",
    "plan": r"\b(?:[A-Z0-9]\w* ){1,3}(?:[Pp]lan|[Bb]undle)\b|[一-龥A-Za-z]{2,4}卡套餐",
}
_PLACE = re.compile(
    rf"{_HAN}{{2,3}}(?:省|自治区){_HAN}{{2,4}}[市州](?:{_HAN}{{1,4}}[区县市])?"
    rf"|{_HAN}{{2,3}}市{_HAN}{{1,3}}[区县]"
    rf"|(?:(?<=[在住于到，。, ])|^){_HAN}{{2,6}}?(?:{_ABODE})"
)
_PLACE_HINT = re.compile(f"[省市州]|{_ABODE}")
_WORD_HINT = re.compile(
    r"[今昨前]天|上周|上个月|[元块]|[点时]|today|yesterday|last |[Pp]lan|[Bb]undle|套餐"
)
_DIGITS = re.compile(r"[0-9](?:.*[0-9])?", re.DOTALL)
_LEAD = 16
_EMAIL = re.compile(
    r"[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}", re.ASCII
)


def _either(kinds: dict[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in kinds.items()))


_DIGITAL, _WORDED = _either(_WITH_DIGITS), _either(_WITHOUT_DIGITS)


def entities_in(text: str) -> tuple[Entity, ...]:
    """Return what `text` names, in order, no two overlapping."""
    found: list[Entity] = []
    for candidate in _candidates(text):
        if all(candidate.end <= known.start or known.end <= candidate.start for known in found):
            found.append(candidate)
    found.sort(key=lambda entity: entity.start)
    return tuple(found)


def _candidates(text: str) -> Iterator[Entity]:
    if "@" in text:
        for match in _EMAIL.finditer(text):
            yield Entity("email", match.group().lower(), match.start(), match.end())
    digits = _DIGITS.search(text)
    if digits:
        # Only around the digits: elsewhere none of these can begin.
        start, end = max(0, digits.start() - _LEAD), digits.end() + _LEAD
        yield from (_entity(match) for match in _DIGITAL.finditer(text, start, end))
    if _WORD_HINT.search(text):
        yield from (_entity(match) for match in _WORDED.finditer(text))
    if _PLACE_HINT.search(text):
        for match in _PLACE.finditer(text):
            yield Entity("place", match.group(), match.start(), match.end())


def _entity(match: re.Match[str]) -> Entity:
    kind = match.lastgroup or ""
    inner = f"value_{kind}"
    group = inner if inner in match.re.groupindex else kind
    value = _VALUES.get(kind, str)(match.group(group))
    return Entity(kind, value, match.start(group), match.end(group))


def _phone(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    if text.startswith("+"):
        return f"+{digits}"
    digits = digits.removeprefix("00")
    if len(digits) == 13 and digits.startswith("86"):
        return f"+{digits}"
    return f"+86{digits.removeprefix('0')}"


def _amount(text: str) -> str:
    plain = re.sub(r"[^\d.]", "", text)
    return plain or str(chinese_number(text.rstrip("元块钱")))


def chinese_number(text: str) -> int:
    """Return the number that Chinese numerals say (一百二十 is 120, 三百五 is 350)."""
    total, section, digit, unit = 0, 0, 0, 1
    for character in text:
        if character in _CHINESE_DIGITS:
            digit = _CHINESE_DIGITS[character]
            unit = 1 if digit == 0 else unit
        elif character == "万":
            total, section, digit, unit = (section + digit) * 10_000, 0, 0, 10_000
        else:
            unit = _CHINESE_UNITS[character]
            section, digit = section + (digit or 1) * unit, 0
    # What follows a unit without one of its own is a tenth of it.
    return total + section + digit * (unit // 10 if unit > 10 else 1)


_VALUES = {"phone": _phone, "amount": _amount}
