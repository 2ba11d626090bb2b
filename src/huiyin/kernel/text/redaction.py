"""Taking out what tells who somebody is, so that a text may be shown, logged or sent on."""

import re
from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import TypeAlias

from huiyin.kernel.text.entities import entities_in

_Span: TypeAlias = tuple[int, int, str]

_PERSONAL = frozenset({"email", "id_number", "phone", "account"})
_NAMED_ZH = re.compile(
    r"(?:姓名|联系人|机主|户主|我叫|我是(?=[一-龥]{2,3}[，,。 ])|名叫|收件人)[:： 是为]{0,2}"
    r"(?P<name>[一-龥]{2,4}?)(?=$|[^一-龥]|电话|手机|身份|住|家|的|因)"
)
_NAMED_EN = re.compile(
    r"(?:[Mm]y name is|[Nn]ame:|I am (?=Mr|Mrs|Ms|Dr)|[Tt]his is (?=Mr|Mrs|Ms|Dr))\s*"
    r"(?P<name>(?:(?:Mr|Mrs|Ms|Dr)\.? )?[A-Z][a-zA-Z'’-]+(?: [A-Z][a-zA-Z'’-]+){0,2})"
)
_STANDING = re.compile(
    r"(?P<name>[一-龥])(?=(?:先生|女士|小姐|太太|师傅|阿姨|大爷|老师|经理)(?:$|[^傅]))"
)
_CARD = re.compile(r"(?<!\d)\d(?:[ -]?\d){14,18}(?!\d)")
_ADDRESS = re.compile(
    r"(?P<address>[\da-zA-Z一二三四五六七八九十]{1,4}(?:号楼|栋|幢|座|单元)"
    r"(?:[\da-zA-Z一二三四五六七八九十]{1,5}(?:号楼|栋|幢|座|单元|层|楼|室|号|房))*(?:\d{2,4})?)"
)
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任"
    "沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)


# What leaves the house may not hold any of these, whoever they belong to.
_STRICT = {
    "link": re.compile(
        r"https?://[!-~]+|\bwww\.[!-~]+"
        r"|(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:com|cn|net|org|io|me|info|top|xyz)\b[!-~]*",
        re.IGNORECASE | re.ASCII,
    ),
    "email": re.compile(
        r"[A-Za-z0-9._%+-]+ ?[@＠] ?[A-Za-z0-9.-]+"
        r"|[^\s，。；：@＠]{0,20}[^\x00-\x7f@＠][@＠][^\s，。；：]*|[@＠][^\s，。；：]*"
    ),
    "address": re.compile(
        r"[一-龥]{2,8}?(?:路|街|大道|巷|弄|胡同|村|镇|乡|小区|花园|公寓|大厦|苑)"
        r"(?: ?[\d一二三四五六七八九十百a-zA-Z-]{1,6} ?"
        r"(?:号楼|号|弄|栋|幢|座|室|单元|楼|层|房))+"
        r"(?: ?\d{2,4})?"
        r"|(?<![A-Za-z0-9])\d{1,5}[A-Za-z]?,? (?:[A-Z][\w'’]+ ){1,3}"
        r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Close|Court|Way|Place|Square|Terrace)\b"
        r"|(?<![A-Za-z0-9])(?:Flat|Apartment|Apt|Suite|Room)\.? ?\d\w{0,4}\b"
        r"|(?<![A-Za-z0-9])[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?![A-Za-z0-9])"
    ),
    "number": re.compile(
        r"\d(?:[ \-–—·()（）]{0,2}\d){5,}|\d{1,4}(?:\.\d{1,4}){2,}"
        r"|[零〇一二三四五六七八九幺壹两]{7,}"
        r"|(?<![A-Za-z0-9_-])(?=(?:[A-Za-z_-]*\d){4})[A-Za-z0-9_-]{7,}"
    ),
}
_DAY = re.compile(r"(?<!\d)20\d{2}([-/.年])\d{1,2}[-/.月]\d{1,2}(?!\d)")
# Long enough for any amount that an answer may speak of.
_SUM = re.compile(r"[¥￥$£€] ?\d{1,6}(?:\.\d{1,2})?(?!\d)|(?<!\d)\d{1,6}(?:\.\d{1,2})? ?元")


def redact(text: str) -> str:
    """Return `text` with names, numbers and addresses of persons replaced by `[kind]`."""
    return _without(text, _personal(text), _bracketed)


def redact_strictly(text: str, *, naming: Callable[[str, str], str] | None = None) -> str:
    """Return `text` as it may leave the house: also without links, streets, places, and any
    number of six digits or more but dates and sums of money.

    `naming` says what stands for a value of a kind; else it is `[kind]`.
    """
    return _without(text, [*_personal(text), *_strict(text)], naming or _bracketed)


def _bracketed(kind: str, _value: str) -> str:
    return f"[{kind}]"


def _strict(text: str) -> list[_Span]:
    """What is a date or a sum is covered, so that it is not taken for a number."""
    covered = _DAY.sub(lambda day: "~" * len(day[0]), text)
    covered = _SUM.sub(lambda sum_: "~" * len(sum_[0]), covered)
    places = [
        (entity.start, entity.end, "place")
        for entity in entities_in(text)
        if entity.kind in ("place", "order")
    ]
    return places + [
        (*match.span(), kind)
        for kind, pattern in _STRICT.items()
        for match in pattern.finditer(covered if kind == "number" else text)
    ]


def _personal(text: str) -> list[_Span]:
    spans = [
        (entity.start, entity.end, entity.kind)
        for entity in entities_in(text)
        if entity.kind in _PERSONAL
    ]
    spans += [(*match.span(), "number") for match in _CARD.finditer(text)]
    spans += [(*match.span("address"), "address") for match in _ADDRESS.finditer(text)]
    spans += [(*match.span("name"), "name") for match in _NAMED_EN.finditer(text)]
    spans += [(*match.span("name"), "name") for match in _NAMED_ZH.finditer(text)]
    spans += [
        (*match.span("name"), "name")
        for match in _STANDING.finditer(text)
        if match.group("name") in _SURNAMES
    ]
    return spans


def _without(text: str, spans: Iterable[_Span], naming: Callable[[str, str], str]) -> str:
    """Of two that overlap, what the second has beyond the first goes with the first."""
    joined: list[_Span] = []
    for start, end, kind in sorted(spans, key=itemgetter(0)):
        if joined and start < joined[-1][1]:
            before = joined[-1]
            joined[-1] = (before[0], max(before[1], end), before[2])
        else:
            joined.append((start, end, kind))
    kept: list[str] = []
    reached = 0
    for start, end, kind in joined:
        kept += [text[reached:start], naming(kind, text[start:end])]
        reached = end
    return "".join([*kept, text[reached:]])
