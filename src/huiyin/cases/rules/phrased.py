"""Whether words a model put together may be shown: nothing in them may be new.

It errs on the side of refusing: then the unphrased draft stays, and nothing is lost.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias
from unicodedata import normalize

from huiyin.cases.rules.phrasing import Brief
from huiyin.kernel.text import detect_language
from huiyin.kernel.text.answers import sentences_of
from huiyin.kernel.text.entities import chinese_number

BLANK = re.compile(r"\[[^\[\]\n]{1,40}\]")
_Figure: TypeAlias = tuple[str, str]
# What is promised, whether it is denied, whether on a condition.
_Promise: TypeAlias = tuple[str, bool, bool]

_UNITS = {
    "money": r"元|块钱?|rmb|cny|yuan|dollars?|pounds?|euros?|pence|cents?",
    "share": r"%|％|percent|per cent",
    "discount": r"折",
    "minute": r"分钟|minutes?|mins?\b",
    "hour": r"个?(?:小时|钟头)|hours?|hrs?\b",
    "workday": r"个?工作日|(?:working|business) days?",
    "day": r"[天日号]|days?",
    "week": r"个?(?:周|星期|礼拜)|weeks?",
    "month": r"个?月|months?",
    "year": r"年|years?",
}
_UNIT = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _UNITS.items())
_DIGITS = re.compile(rf"(?P<sign>[¥￥$£€])? ?(?P<n>\d[\d,]*(?:\.\d+)?)[ -]?(?:{_UNIT})?", re.I)
_WORDED = re.compile(rf"(?P<n>[一二两三四五六七八九十百千万零〇半]+)(?:{_UNIT})")
_NUMBER_WORDS = {
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
    "twelve": "12",
    "fifteen": "15",
    "twenty": "20",
    "thirty": "30",
    "forty": "40",
    "fifty": "50",
    "sixty": "60",
    "hundred": "100",
    "half": "半",
}
_SPELT = re.compile(
    rf"\b(?P<n>{'|'.join(_NUMBER_WORDS)})(?: hundred)?(?: an?)?[ -](?:{_UNIT})", re.I
)
_MOMENTS = re.compile(
    r"今天|今日|今晚|明天|明日|后天|次日|当天|当日|即日|本周|下周|本月|下个?月|月底|年底|周[一二三四五六日末]"
    r"|\b(?:today|tonight|tomorrow|this week|next week|this month|next month|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|immediately|right away)\b",
    re.I | re.A,
)
_SAME_MOMENT = {"今日": "今天", "明日": "明天", "当日": "当天"}
_ADDRESS = re.compile(
    r"https?://|\bwww\.|[@＠]|(?<![\w.])[a-z0-9-]+\.(?:com|cn|net|org|io|me|info|top|xyz)\b",
    re.I | re.A,
)
_MARKUP = re.compile(r"</?[a-z!][^>\n]*>|```|\]\(|^\s*\|.*\|\s*$|^\s*#{1,6}\s", re.I | re.M)
_LIST_MARK = re.compile(r"^\s*(?:\d{1,2}[.、)）]|[-*•])\s*", re.M)
_PROMISES = {
    "refund": r"退款|退费|退[还回给]|返还|\brefund|\breimburs|\bpa(?:y|id) (?:you |it )?back",
    "compensate": r"赔偿|补偿|赔付|\bcompensat|\bgoodwill",
    "waive": r"减免|免除|免收|免费|不再收|优惠|折扣|\bwaiv|free of charge|\bfor free|"
    r"\bdiscount|\bcredit(?:ed|s)?\b",
    "gift": r"赠[送予与]|送您|礼品|\bgift|\bvoucher|\bbonus|\bcomplimentary",
    "guarantee": r"保证|承诺|确保|一定[会能]|绝对|绝不|\bguarantee|\bpromis|\bensur|"
    r"\bmake sure|\bassur",
    "visit": r"上门|派(?:人|员|师傅)|前往|\bvisit|\btechnician|\bengineer",
    "call": r"回电|致电(?=您)|回访|联系您|[与和跟]您联系|\bcall(?:ing)? you|"
    r"\bcontact(?:ing)? you|\bget back to you|\bin touch with you",
    "end": r"取消|退订|解约|拆机|\bcancel|\bterminat|\bunsubscrib",
    "punish": r"处罚|问责|考核|开除|严肃处理|\bdisciplin|\bdismiss",
    "repair": r"修复|恢复|抢修|更换|\brepair|\brestor|\breplac|\bfix(?:ed|es)?\b",
}
_PROMISE = {kind: re.compile(pattern, re.I | re.A) for kind, pattern in _PROMISES.items()}
_DENIED = re.compile(
    r"(?:不|无法|没有|未|勿|别)[^，。；]{0,4}$"
    r"|\b(?:not|no|never|cannot|unable to|without)\b(?: \w+){0,3} ?$|n['’]t\b(?: \w+){0,3} ?$",
    re.I | re.A,
)
_ON_CONDITION = re.compile(
    r"如果|如[经需您属]|若|核实[后无]|经核[实查]|确认后|符合|的话(?!费)|可能|或许|才[能会可]"
    r"|\bif\b|\bonce\b|\bwhere\b|\bafter\b|subject to|provided|\bmay\b|\bmight\b|\bunless\b",
    re.I | re.A,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why words may not be shown: long, markup, link, figure, moment, promise, language or
    empty; and the words that are at fault."""

    code: str
    words: str = ""


def tidied(words: str) -> str:
    """Return words without the marks models put around them out of habit."""
    plain = re.sub(r"\*\*|__|^\s*>\s?", "", words, flags=re.M).replace("\r\n", "\n")
    plain = re.sub(r"\n{3,}", "\n\n", plain).strip()
    pairs = (("“", "”"), ('"', '"'), ("「", "」"))
    is_quoted = any(
        plain.startswith(a) and plain.endswith(b) and plain.count(a) <= 2 for a, b in pairs
    )
    return plain[1:-1].strip() if is_quoted else plain


def fault_in(words: str, *, brief: Brief) -> Fault | None:
    """Return the first thing that is wrong with words put together from a brief."""
    return next(_faults(words, brief), None)


def blanks_in(words: str) -> list[str]:
    """Return what somebody still has to fill in, each once."""
    return list(dict.fromkeys(BLANK.findall(words)))


def _faults(words: str, brief: Brief) -> Iterator[Fault]:
    if not words.strip():
        yield Fault(code="empty")
    if len(words) > brief.limit:
        yield Fault(code="long")
    if found := _MARKUP.search(words):
        yield Fault(code="markup", words=found[0])
    bare = BLANK.sub("", _LIST_MARK.sub("", words))
    if found := _ADDRESS.search(bare):
        yield Fault(code="link", words=found[0])
    if _base(detect_language(bare)) != _base(brief.language or detect_language(brief.draft)):
        yield Fault(code="language")
    yield from _new_figures(bare, brief)
    yield from _new_promises(bare, brief)


def _base(language: str) -> str:
    return language.partition("-")[0]


def _new_figures(words: str, brief: Brief) -> Iterator[Fault]:
    """A promise rests on the sources alone; what is said besides may repeat the customer."""
    sure = set(_figures(brief.grounds))
    told = sure | set(_figures("\n".join(brief.points)))
    for sentence in sentences_of(words):
        known = sure if any(_promises(sentence)) else told
        values = {value for value, _unit in known}
        for value, unit in _figures(sentence):
            if (value, unit) not in known and (unit or value not in values):
                code = "moment" if unit == "moment" else "figure"
                yield Fault(code=code, words=sentence)


def _figures(text: str) -> Iterator[_Figure]:
    bare = normalize("NFKC", BLANK.sub("", text))
    for found in _DIGITS.finditer(bare):
        value = found["n"].replace(",", "")
        value = value.rstrip("0").rstrip(".") if "." in value else value
        yield value, "money" if found["sign"] else _unit(found)
    for found in _WORDED.finditer(bare):
        yield _value_of(found["n"]), _unit(found)
    for found in _SPELT.finditer(bare):
        yield _NUMBER_WORDS[found["n"].lower()], _unit(found)
    for found in _MOMENTS.finditer(bare):
        moment = found[0].lower()
        yield _SAME_MOMENT.get(moment, moment), "moment"


def _unit(found: re.Match[str]) -> str:
    return next((name for name in _UNITS if found[name]), "")


def _value_of(numerals: str) -> str:
    if "半" in numerals:
        return numerals
    return str(chinese_number(numerals))


def _new_promises(words: str, brief: Brief) -> Iterator[Fault]:
    known = {p for sentence in sentences_of(brief.grounds) for p in _promises(sentence)}
    for sentence in sentences_of(words):
        for kind, is_denied, is_conditional in _promises(sentence):
            plainly = (kind, is_denied, False) in known
            if not plainly and not (is_conditional and (kind, is_denied, True) in known):
                yield Fault(code="promise", words=sentence)


def _promises(sentence: str) -> Iterator[_Promise]:
    is_conditional = _ON_CONDITION.search(sentence) is not None
    for kind, pattern in _PROMISE.items():
        for found in pattern.finditer(sentence):
            is_denied = _DENIED.search(sentence[max(0, found.start() - 40) : found.start()])
            yield kind, is_denied is not None, is_conditional
