"""Taking out what tells who somebody is, so that a text may be shown, logged or sent on."""

import re

from huiyin.kernel.text.entities import entities_in

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


def redact(text: str) -> str:
    """Return `text` with names, numbers and addresses of persons replaced by `[kind]`."""
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
    return _without(text, sorted(spans))


def _without(text: str, spans: list[tuple[int, int, str]]) -> str:
    kept: list[str] = []
    reached = 0
    for start, end, kind in spans:
        if start < reached:
            continue
        kept += [text[reached:start], f"[{kind}]"]
        reached = end
    return "".join([*kept, text[reached:]])
