"""Causes behind complaints: somebody has a matter, with its place, sum, date and object."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from random import Random

from huiyin.simulator.rules.people import FAMILY, Customer

HIGH = frozenset({"regulator_threat", "media_threat", "vulnerable", "deadline"})
CHANNELS = (("phone", 42), ("web", 26), ("wechat", 13), ("email", 8), ("hall", 6), ("chat", 5))
PRICES = (19, 29, 39, 49, 59, 69, 99, 129, 159, 199)
AMOUNTS = (3, 5, 6, 8, 9, 10, 12, 15, 18, 20, 25, 29, 30, 36, 45, 50, 68, 88, 96, 128, 156, 200)
LARGE = (260, 300, 399, 480, 600, 899, 1200, 1800, 2600, 5000)
SPEEDS = (100, 200, 300, 500, 1000)
DESTINATIONS = (
    "香港",
    "澳门",
    "泰国",
    "日本",
    "韩国",
    "新加坡",
    "马来西亚",
    "越南",
    "法国",
    "迪拜",
)
DESTINATIONS_EN = ("Hong Kong", "Macau", "Thailand", "Japan", "Singapore", "France", "Dubai")
BANKS = ("工商银行", "建设银行", "农业银行", "招商银行", "邮储银行", "宁波银行")
APPS = ("抖音", "微信", "淘宝", "爱奇艺", "美团", "钉钉", "小红书", "腾讯视频")
PHONES = ("华为", "小米14", "苹果15", "OPPO", "vivo", "荣耀", "红米", "iPhone")
HOURS = ("晚上八点", "早上七点多", "中午十二点", "下午三点", "夜里十一点", "傍晚六点")
HOURS_EN = ("8 pm", "seven in the morning", "noon", "3 pm", "half past nine")
DAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Area:
    """What belongs to one branch of the topic tree."""

    code: str
    weight: int
    asks: tuple[str, ...]
    objects: Mapping[str, tuple[str, ...]]
    causes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matter:
    """What one customer has to complain of, however often they tell it."""

    customer: Customer
    topic: str
    at: datetime
    channel: str
    values: Mapping[str, str]
    ask: str
    cause: str
    scenario: str = ""
    # Words of the scenario instead of those of the topic, where it has its own.
    symbol: str = ""
    key: str = ""

    @property
    def area(self) -> str:
        return self.topic.partition(".")[0]

    @property
    def tongue(self) -> str:
        return "en" if self.customer.language == "en" else "zh"

    def chance(self, purpose: str) -> Random:
        """Return the chance of one purpose: the same, whatever else was asked before."""
        return Random(f"{self.key}:{purpose}")  # noqa: S311 - a play, not a secret


@dataclass(frozen=True, slots=True)
class Trouble:
    """What a matter is about, before anybody has it."""

    topic: str
    scenario: str = ""
    symbol: str = ""
    cause: str = ""


def trouble(
    areas: Mapping[str, Area], topics: Mapping[str, Sequence[str]], *, random: Random
) -> Trouble:
    """Return something that goes wrong on an ordinary day; the first topics come up most."""
    code = random.choices(list(areas), weights=[area.weight for area in areas.values()])[0]
    mine = topics[code]
    weights = [(place + 1) ** -0.6 for place in range(len(mine))]
    return Trouble(random.choices(mine, weights=weights)[0])


def matter(
    customer: Customer,
    what: Trouble,
    *,
    area: Area,
    at: datetime,
    zone: tzinfo,
    key: str,
) -> Matter:
    """Return the matter of a customer, with all that there is to know of it."""
    random = Random(key)  # noqa: S311 - a play, not a secret
    tongue = "en" if customer.language == "en" else "zh"
    names, weights = zip(*CHANNELS, strict=True)
    values = _values(customer, at=at.astimezone(zone), tongue=tongue, random=random)
    return Matter(
        customer=customer,
        topic=what.topic,
        at=at,
        channel=str(random.choices(names, weights=weights)[0]),
        values=values | {"object": random.choice(area.objects[tongue])},
        ask=random.choice(area.asks),
        cause=what.cause or random.choice(area.causes),
        scenario=what.scenario,
        symbol=what.symbol,
        key=key,
    )


def urgency_of(*, signals: frozenset[str], unsure: frozenset[str], is_vulnerable: bool) -> str:
    """Return how urgent the handbook calls it: danger is urgent; threats, deadlines and the
    vulnerable are high; nothing where people could argue about it.
    """
    if "safety" in signals:
        return "urgent"
    if "safety" in unsure:
        return ""
    if signals & HIGH or is_vulnerable:
        return "high"
    return "" if unsure & HIGH else "normal"


def _values(customer: Customer, *, at: datetime, tongue: str, random: Random) -> dict[str, str]:
    is_english = tongue == "en"
    amounts = AMOUNTS if random.random() < 0.85 else LARGE
    old, fee = sorted(random.sample(PRICES, 2))
    speed = random.choice(SPEEDS)
    return {
        "place": customer.place,
        "home": customer.home,
        "city": customer.city,
        "plan": customer.plan,
        "phone": customer.phone,
        "tail": customer.phone[-4:],
        "amount": str(random.choice(amounts)),
        "old": str(old),
        "fee": str(fee),
        "speed": str(speed),
        "got": str(max(2, int(speed * random.uniform(0.03, 0.4)))),
        "days": str(random.randint(2, 12)),
        "count": str(random.randint(2, 6)),
        "years": str(random.randint(2, 15)),
        "age": str(random.randint(68, 91)),
        "date": _day(at, random, is_english=is_english),
        "hour": random.choice(HOURS_EN if is_english else HOURS),
        "dest": random.choice(DESTINATIONS_EN if is_english else DESTINATIONS),
        "bank": random.choice(BANKS),
        "app": random.choice(APPS),
        "surname": random.choice(FAMILY),
        "phone_model": random.choice(PHONES),
    }


def _day(at: datetime, random: Random, *, is_english: bool) -> str:
    """Return a day of the last weeks, as people name it."""
    day = at - timedelta(days=random.randint(1, 18))
    if is_english:
        return f"{day:%B} {day.day}" if random.random() < 0.6 else f"last {day:%A}"
    ways = (
        f"{day.month}月{day.day}号",
        f"{day.month}月{day.day}日",
        f"{day.day}号",
        f"上周{DAYS[day.weekday()]}",
        "前天",
        "上个礼拜",
        "月初",
    )
    return random.choice(ways)
