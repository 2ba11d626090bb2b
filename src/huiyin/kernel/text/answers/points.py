"""The points a complaint raises, and which of them an answer speaks of."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

from huiyin.kernel.text.answers.matching import figures_in, groups_in, shared_characters
from huiyin.kernel.text.answers.parts import has_part
from huiyin.kernel.text.answers.sentences import clauses_of, sentences_of
from huiyin.kernel.text.script import HAN, detect_language, normalise

ADDRESSED = 0.1
MOST_POINTS = 8
_LONGEST = 60
_SAME, _NAMES_IT = 0.6, 2
_PARTLY, _FIGURE, _BONUS, _WITHOUT = 0.45, 0.2, 0.2, 0.5
# What a point speaks of: the meaning, the word that named it, how much it tells.
_Words: TypeAlias = dict[str, tuple[str, float]]
_ASK = re.compile(
    r"[?？]|吗[。！!]?$|呢$|什么时候|何时|多久|为什么|为啥|怎么(?!这|那)|如何|能不能|能否|可否|是否|"
    r"可不可以|有没有|哪里|哪些|哪个|哪天|多少|几[天时点月号]|请(?!假|客)|希望|要求|建议|帮我|给我|我要|我想|"
    r"必须|想问|该不该|怎样|恳|盼|凭什么|要不要|算不算|说法|咨询|请教|"
    r"求助|要么|赶紧|停止|道歉|退我|还我|补[给我]|[还退算]清楚|^(?:不要|别)再|"
    r"^(?:还是|是去|是不是)(?!这|那|没|不|一样)"
    r"|\b(?:please|when|why|how|what|where|who)\b|\b(?:want|need|expect|demand|insist|"
    r"would like|can you|could you|will you|can i|refund me|should be)\b"
)
_PROBLEM = re.compile(
    r"不|没|未|无|坏|断|错|乱|差|慢|卡|骗|忽悠|扰|危险|扣|停|丢|漏|拖|推|挂|等了|涨|贵|堵|脏|吵|超|欠|缺|黑|"
    r"重复|又|多[收扣算付交]|白[收扣交]|投诉|故障|损失|违约|泄露|强制|一直"
    r"|n't\b|n’t\b|\b(?:not|no|never|still|wrong|broken|slow|down|drop\w*|fail\w*|without|twice|double|"
    r"rude|late|wait\w*|outage|overcharg\w*|charged|lost|missed|ignored|hung|cut|stuck|dead|rais\w*|"
    r"increas\w*|disconnect\w*|spam|scam|error|keeps?|nobody|terrible|poor|bad|useless)\b"
)
# "Refund me, and apologise": what is added to a request is one, too.
_AND = re.compile(r"并|以及|同时|还要|也要|and\b", re.IGNORECASE)
# What a question waits for, and the part of an answer, or the words, that give it.
_EXPECTED = {
    re.compile(
        r"什么时候|何时|多久|几[天点时月号]|哪天|\bwhen\b|\bhow (?:long|soon)\b|\bwhat time\b"
    ): "time",
    re.compile(r"为什么|为啥|凭什么|怎么回事|原因|\bwhy\b|\breason\b"): "cause",
    re.compile(r"道歉|赔不是|\bapolog"): "regard",
    re.compile(r"多少钱|什么价|\bhow much\b|\bprice\b"): "price",
    re.compile(r"手续|材料|资料|带什么|证件|\bdocuments?\b"): "papers",
}
_GIVEN = {
    "price": re.compile(
        r"\d ?[元块]|免费|不收|[£$€¥]\d|\d (?:euros?|pounds?|dollars?|yuan)|\bfree\b"
    ),
    "papers": re.compile(r"带|凭|持|提供|身份证|户口本|证明|\b(?:bring|id|passport|proof)\b"),
}
_NUMBERED = re.compile(r"^(?:\d{1,2}[、.．)]|[（(]\d{1,2}[)）]|[一二三四五六七八九]、)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Something the customer raised: asked for (`ask`) or told (`problem`).

    `likeness` says how much the answer speaks of it, from 0 to 1; `sentence` is where.
    """

    words: str
    kind: str
    likeness: float = 0.0
    sentence: str = ""

    @property
    def is_addressed(self) -> bool:
        return self.likeness >= ADDRESSED


def points_of(complaint: str) -> list[Point]:
    """Return the points a complaint raises, in its order; at most eight, asks before others."""
    found = list(_found_in(complaint))
    if not found:
        return [Point(words=_shortened(complaint), kind="problem")] if complaint.strip() else []
    if len(found) > MOST_POINTS:
        ranked = sorted(found, key=_by_need)[:MOST_POINTS]
        found = [point for point in found if point in ranked]
    return found


def _by_need(point: Point) -> tuple[bool, int]:
    return point.kind != "ask", -len(groups_in(point.words))


def _found_in(complaint: str) -> Iterator[Point]:
    """Each matter once: title and letter say the same, "please explain" asks of the last."""
    kept: list[tuple[frozenset[str], Point]] = []
    for sentence in sentences_of(complaint):
        for point in _points_in_sentence(_NUMBERED.sub("", sentence)):
            meaning = frozenset(groups_in(point.words))
            if meaning and not any(_is_said(meaning, known) for known, _ in kept):
                kept.append((meaning, replace(point, words=_shortened(point.words))))
            elif not meaning and kept and point.kind == "ask":
                kept[-1] = (kept[-1][0], replace(kept[-1][1], kind="ask"))
    return (point for _, point in kept)


def _is_said(meaning: frozenset[str], known: frozenset[str]) -> bool:
    return len(meaning & known) >= _SAME * len(meaning | known)


def _points_in_sentence(sentence: str) -> Iterator[Point]:
    """Asks stand alone; neighbouring clauses that tell what happened are one point."""
    is_chinese = HAN.search(sentence) is not None
    told: list[str] = []
    is_asking = False
    for clause in clauses_of(sentence) if is_chinese or len(sentence) > 90 else [sentence]:
        goes_on = is_asking and _AND.match(clause)
        is_asking = bool(goes_on or _ASK.search(normalise(clause)))
        if not is_asking:
            told.append(clause)
            continue
        # "When?" alone asks about what was said just before.
        before = f"{told.pop()}，" if told and not groups_in(clause) else ""
        yield from _told(told)
        told = []
        yield Point(words=f"{before}{clause}", kind="ask")
    yield from _told(told)


def _told(clauses: Sequence[str]) -> Iterator[Point]:
    """A clause that complains but names nothing takes the one before it along."""
    kept: list[str] = []
    for place, clause in enumerate(clauses):
        if _PROBLEM.search(normalise(clause)):
            needs_more = place > 0 and len(groups_in(clause)) < _NAMES_IT
            before = [clauses[place - 1]] if needs_more else []
            kept += [c for c in (*before, clause) if c not in kept]
    if kept:
        is_chinese = HAN.search(kept[0]) is not None
        yield Point(words=("，" if is_chinese else ", ").join(kept), kind="problem")


def _shortened(words: str) -> str:
    plain = " ".join(words.split())
    longest = _LONGEST if HAN.search(plain) else 2 * _LONGEST
    return plain if len(plain) <= longest else f"{plain[:longest]}…"


def address(points: Sequence[Point], sentences: Sequence[str]) -> list[Point]:
    """Return the points with how much the sentences of an answer speak of each, and where."""
    meant = [groups_in(point.words) for point in points]
    # What every point shares tells none from another: it weighs less the more share it.
    spread = Counter(meaning for words in meant for meaning in words)
    alone = [_Passage(sentence) for sentence in sentences]
    pairs = [_Passage(f"{a} {b}") for a, b in pairwise(sentences)]
    return [
        _addressed(point, {w: (text, 1 / spread[w]) for w, text in words.items()}, alone, pairs)
        for point, words in zip(points, meant, strict=True)
    ]


class _Passage:
    """Sentences of an answer, read once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.groups = groups_in(text)
        self.figures = figures_in(text)
        self.characters = frozenset(normalise(text))


def _addressed(
    point: Point, words: _Words, alone: Sequence[_Passage], pairs: Sequence[_Passage]
) -> Point:
    figures = figures_in(point.words)
    shown, best = "", 0.0
    for passage in alone:
        likeness = _likeness(words, figures, passage)
        if likeness > best:
            shown, best = passage.text, likeness
    best = max([best, *(_likeness(words, figures, passage) for passage in pairs)])
    best = _as_expected(point, best, " ".join(passage.text for passage in alone))
    return replace(point, likeness=round(min(1.0, best), 3), sentence=shown)


def _likeness(words: _Words, figures: frozenset[str], passage: _Passage) -> float:
    shared = sum(
        weight
        if meaning in passage.groups
        else weight * _PARTLY * shared_characters(text, passage.characters)
        for meaning, (text, weight) in words.items()
    )
    total = sum(weight for _, weight in words.values()) or 1.0
    return shared / total + (_FIGURE if figures & passage.figures else 0)


def _as_expected(point: Point, likeness: float, answer: str) -> float:
    """Who asks when or why is answered by a moment or a cause, and hardly without."""
    asked, given = normalise(point.words), normalise(answer)
    language = "en" if detect_language(answer) == "en" else "zh"
    for question, expected in _EXPECTED.items():
        if question.search(asked):
            pattern = _GIVEN.get(expected)
            is_given = pattern.search(given) if pattern else has_part(expected, given, language)
            return likeness + _BONUS if is_given else likeness * _WITHOUT
    return likeness
