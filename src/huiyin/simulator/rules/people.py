"""Customers: who they are, how they speak, how long they wait."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from huiyin.simulator.rules.places import District, home_in, road_in

FAMILY = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜"
)
GIVEN = "伟芳娜敏静磊洋艳勇军杰娟涛明超霞平刚桂英华玉兰秀梅建文斌波辉鹏丹红琴"
MORE = (
    *("子涵", "梓萱", "宇轩", "建国", "秀英", "海燕", "志强", "晓红", "文博", "雨桐"),
    *("国强", "丽华", "浩然", "思琪", "俊杰", "美玲", "永康", "春梅", "一诺", "嘉怡"),
)
ENGLISH_GIVEN = ("Emma", "Daniel", "Sofia", "Liam", "Anna", "Noah", "Ivan", "Priya", "Maria")
ENGLISH_FAMILY = ("Clarke", "Moore", "Rossi", "Walsh", "Schmidt", "Novak", "Singh", "Silva")
PLANS = (
    *("畅享59", "5G尊享129", "孝心卡19", "全家享169", "青春卡39"),
    *("千兆融合199", "流量王79", "商务99", "校园卡29", "保号8"),
)
TIERS = (("standard", 70), ("silver", 16), ("gold", 9), ("platinum", 4), ("diamond", 1))
DIALECTS = (("", 74), ("east", 12), ("north", 6), ("west", 5), ("south", 3))
MANNERS = (("plain", 45), ("short", 17), ("rambling", 15), ("angry", 16), ("formal", 7))


@dataclass(frozen=True, slots=True)
class Customer:
    """Somebody with a phone and a plan, and a way to speak."""

    number: int
    name: str
    phone: str
    email: str
    city: str
    region: str
    place: str
    home: str
    plan: str
    language: str
    tier: str
    is_vip: bool
    vulnerability: str
    dialect: str
    manner: str
    # Typing errors per chance, and how long they wait: 1 is ordinary, less is impatient.
    clumsiness: float
    patience: float
    refuses_surveys: bool

    @property
    def is_elderly(self) -> bool:
        return self.vulnerability == "elderly"


def customers(count: int, *, districts: Sequence[District], random: Random) -> list[Customer]:
    """Return that many customers with distinct phones."""
    phones = random.sample(range(10**8), count)
    return [
        _customer(i, phone, districts, Random(f"{random.random()}:{i}"))  # noqa: S311 - a play
        for i, phone in enumerate(phones)
    ]


def _customer(
    number: int, phone: int, districts: Sequence[District], random: Random
) -> Customer:
    speaks_english = random.random() < 0.05
    district = random.choice(districts)
    tier = _weighted(TIERS, random)
    vulnerability = _vulnerability(random)
    return Customer(
        number=number,
        name=_name(random, is_english=speaks_english),
        phone=f"13{phone % 10}{phone:08d}",
        email=f"c{phone}@example.com" if random.random() < 0.4 else "",
        city=district.city,
        region=district.code,
        place=road_in(district, random=random),
        home=home_in(district, random=random),
        plan="孝心卡19" if vulnerability == "elderly" else random.choice(PLANS),
        language="en"
        if speaks_english
        else ("zh-hant" if random.random() < 0.03 else "zh-hans"),
        tier=tier,
        is_vip=tier in ("platinum", "diamond"),
        vulnerability=vulnerability,
        dialect=_weighted(DIALECTS, random),
        manner=_weighted(MANNERS, random),
        clumsiness=random.choice((0.0, 0.0, 0.2, 0.5)),
        patience=random.lognormvariate(0.0, 0.45),
        refuses_surveys=random.random() < 0.06,
    )


def _name(random: Random, *, is_english: bool) -> str:
    if is_english:
        return f"{random.choice(ENGLISH_GIVEN)} {random.choice(ENGLISH_FAMILY)}"
    given = random.choice(GIVEN) if random.random() < 0.4 else random.choice(MORE)
    return random.choice(FAMILY) + given


def _vulnerability(random: Random) -> str:
    chance = random.random()
    if chance < 0.11:
        return "elderly"
    if chance < 0.13:
        return "disabled"
    return "medical_dependency" if chance < 0.135 else ""


def _weighted(choices: Sequence[tuple[str, int]], random: Random) -> str:
    names, weights = zip(*choices, strict=True)
    return str(random.choices(names, weights=weights)[0])
