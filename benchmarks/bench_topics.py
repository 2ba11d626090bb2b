"""Joining topics: new complaints among 200 known topics, words to decision, in one process."""

import json
import os
import random
import time
from collections import Counter
from datetime import UTC, datetime

from huiyin.insight.rules.topics.joining import Index, Known
from huiyin.insight.rules.topics.phrases import Message, counted_phrases, weigh

COUNT = int(os.environ.get("BENCH_COUNT", "10000"))
TOPICS = 200
AT = datetime(2026, 3, 2, tzinfo=UTC)
KINDS = ("花园", "新村", "家园", "小区", "广场", "大厦", "公寓", "苑")
FAULTS = (
    "宽带断网",
    "手机没有信号",
    "多扣了话费",
    "光缆断了没人修",
    "网速特别慢",
    "套餐退订不了",
)
ENDINGS = (
    "已经三天了，报修电话打不通",
    "晚上八点以后最严重",
    "邻居家也都一样，请尽快处理",
    "客服说没有故障",
)


def main() -> None:
    chance = random.Random(7)
    places = [a + b + c for a in "翠金银碧龙" for b in "湖山河桥岭" for c in KINDS][:TOPICS]
    messages = [said(number, places, chance) for number in range(COUNT)]
    phrases = {phrase for message in messages[:2000] for phrase in counted_phrases(message)}
    rarity = {phrase: chance.uniform(1, 7) for phrase in sorted(phrases)}
    index = Index(
        known(key, place, messages[:3000], rarity) for key, place in enumerate(places)
    )
    began = time.perf_counter()
    joined = sum(
        index.nearest(weigh(counted_phrases(message), rarity)) is not None
        for message in messages
    )
    took = time.perf_counter() - began
    print(
        json.dumps(
            {
                "messages": COUNT,
                "topics": TOPICS,
                "joined": joined,
                "per_second": round(COUNT / took),
            }
        )
    )


def said(number: int, places: list[str], chance: random.Random) -> Message:
    """Return a complaint about some fault in some place."""
    words = (chance.choice(places), chance.choice(FAULTS), chance.choice(ENDINGS))
    return Message(number=number, at=AT, subject="", body="我住" + "，".join(words))


def known(key: int, place: str, messages: list[Message], rarity: dict[str, float]) -> Known:
    """Return the matter of a place, its centre made of five who spoke of it."""
    centre: Counter[str] = Counter()
    for message in [one for one in messages if place in one.body][:5]:
        centre.update(weigh(counted_phrases(message), rarity))
    length = sum(weight * weight for weight in centre.values()) ** 0.5
    top = {phrase: weight / length for phrase, weight in centre.most_common(60)}
    return Known(key, top, frozenset([place]), 0.5)


if __name__ == "__main__":
    main()
