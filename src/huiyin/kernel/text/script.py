"""Scripts and languages: which one a text is written in, and one form to compare texts in."""

import re
import unicodedata
from functools import cache

import opencc

HAN = re.compile(r"[㐀-鿿豈-﫿]+")
LATIN = re.compile(r"[A-Za-z]+")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")

# Characters that a simplified text uses as well; seeing one proves nothing.
_SHARED = frozenset("乾著於瞭么於后里面只干几云台松征谷佣卜斗丑曲余范姜蔑郁杰升")

# What the trade calls things in Taiwan and Hong Kong, after conversion, and on the mainland.
_MAINLAND = {
    "宽频": "宽带",
    "简讯": "短信",
    "讯号": "信号",
    "收讯": "信号",
    "网路": "网络",
    "帐单": "账单",
    "帐户": "账户",
    "帐号": "账号",
    "行动电话": "手机",
    "门号": "号码",
    "携码": "携号转网",
    "吃到饱": "不限量",
    "数据机": "光猫",
    "门市": "营业厅",
    "断线": "掉线",
    "储值": "充值",
    "加值服务": "增值业务",
    "真人客服": "人工客服",
}
_ELSEWHERE = re.compile("|".join(_MAINLAND))


def detect_language(text: str) -> str:
    """Return `zh-hans`, `zh-hant`, `en`, or `` where there are no letters to tell by."""
    han = 0 if text.isascii() else sum(map(len, HAN.findall(text)))
    if han == 0:
        return "en" if LATIN.search(text) else ""
    # One Chinese character carries about as much as one English word.
    if len(LATIN.findall(text)) > 3 * han:
        return "en"
    return "zh-hans" if _proofs_of_traditional().isdisjoint(text) else "zh-hant"


@cache
def _proofs_of_traditional() -> frozenset[str]:
    return traditional_characters() - _SHARED


def normalise(text: str) -> str:
    """Return `text` in one width, one script, lower case, single spaces, nothing invisible."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        if not text.isprintable():
            text = _INVISIBLE.sub("", text)
        text = to_simplified(text)
    return " ".join(text.split()).lower()


def to_simplified(text: str) -> str:
    """Return `text` in simplified characters and mainland words; free where it already is."""
    if traditional_characters().isdisjoint(text):
        return text
    simplified = str(_converter().convert(text))
    return _ELSEWHERE.sub(lambda found: _MAINLAND[found.group()], simplified)


@cache
def traditional_characters() -> frozenset[str]:
    """Return the characters that conversion to simplified would change."""
    every = [chr(code) for code in range(0x4E00, 0xA000)]
    converted = _converter().convert("\n".join(every)).split("\n")
    return frozenset(
        before for before, after in zip(every, converted, strict=True) if before != after
    )


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
