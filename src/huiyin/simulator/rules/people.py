"""Customers and staff of the small operator."""

from dataclasses import dataclass
from random import Random

FAMILY = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"
GIVEN = (
    "伟",
    "芳",
    "娜",
    "敏",
    "静",
    "磊",
    "洋",
    "艳",
    "勇",
    "军",
    "杰",
    "娟",
    "涛",
    "明",
    "超",
)
MORE = ("子涵", "梓萱", "宇轩", "建国", "秀英", "海燕", "志强", "晓红", "文博", "雨桐")
ENGLISH = ("Emma Clarke", "Daniel Moore", "Sofia Rossi", "Liam Walsh", "Anna Schmidt")
# Three cities of the operator, by administrative code, with districts and places.
REGIONS = (
    ("330106", "西湖区文三路"),
    ("330108", "滨江区江南大道"),
    ("330110", "余杭区未来科技城"),
    ("330203", "海曙区天一广场"),
    ("330212", "鄞州区南部商务区"),
    ("330302", "鹿城区五马街"),
    ("330304", "瓯海区大学城"),
)
PLANS = ("畅享59", "5G尊享129", "孝心卡19", "全家享169", "青春卡39")


@dataclass(frozen=True, slots=True)
class Customer:
    """Somebody with a phone and a plan."""

    name: str
    phone: str
    email: str
    region: str
    place: str
    plan: str
    language: str
    is_vip: bool
    is_elderly: bool


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who works here: `team` and roles, with what they are good at.

    Who has no room for cases is given none: those who look after the whole.
    """

    username: str
    name: str
    team: str
    roles: tuple[str, ...]
    skills: tuple[str, ...] = ()
    capacity: int = 25


STAFF = (
    Staff("agent", "林晓", "care-desk", ("agent",), ("service", "ordering", "rules")),
    Staff("agent2", "周芳", "care-desk", ("agent",), ("marketing", "billing")),
    Staff("agent3", "陈杰", "care-desk", ("agent",), ("service", "porting")),
    Staff("agent4", "吴敏", "care-desk", ("agent",), ("security", "rules")),
    Staff("rapid", "何勇", "rapid", ("agent",), ("",)),
    Staff("billing", "孙静", "*billing", ("agent", "specialist"), ("billing",)),
    Staff("billing2", "高磊", "*billing", ("agent", "specialist"), ("billing",)),
    Staff("network", "马超", "radio", ("agent", "specialist"), ("mobile",)),
    Staff("network2", "徐洋", "radio", ("agent", "specialist"), ("mobile", "broadband")),
    Staff("field", "郭涛", "field", ("agent", "specialist"), ("broadband", "installation")),
    Staff("business", "罗娟", "offers", ("agent", "specialist"), ("ordering", "marketing")),
    Staff("supervisor", "黄建国", "*supervision", ("supervisor", "agent")),
    Staff("quality", "赵文博", "*supervision", ("quality_manager",), capacity=0),
    Staff("admin", "朱敏", "*supervision", ("administrator", "supervisor"), capacity=0),
)

# Who is told when a matter of a team is late; heads are left open: the next level is told.
LEADS = {
    "care-desk": "agent2",
    "rapid": "rapid",
    "field": "field",
    "offers": "business",
    "radio": "network",
}
SUPERVISOR = "supervisor"


def customers(count: int, *, random: Random) -> list[Customer]:
    """Return that many customers with distinct phones."""
    phones = random.sample(range(10**8), count)
    return [_customer(phone, random) for phone in phones]


def _customer(number: int, random: Random) -> Customer:
    speaks_english = random.random() < 0.06
    region, place = random.choice(REGIONS)
    given = random.choice(GIVEN if random.random() < 0.5 else MORE)
    name = random.choice(ENGLISH) if speaks_english else random.choice(FAMILY) + given
    return Customer(
        name=name,
        phone=f"13{number % 10}{number:08d}",
        email=f"c{number}@example.com" if random.random() < 0.4 else "",
        region=region,
        place=place,
        plan=random.choice(PLANS),
        language="en" if speaks_english else "zh-hans",
        is_vip=random.random() < 0.08,
        is_elderly=random.random() < 0.12,
    )
