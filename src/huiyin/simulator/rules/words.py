"""What people write: patterns filled with places, amounts and days, and worn by mood."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from huiyin.simulator.rules.people import Customer

_SLOT = re.compile(r"\{(\w+)\}")
OPENINGS = (
    "",
    "",
    "",
    "你好，",
    "您好，我想反映一下，",
    "请问一下，",
    "我要投诉！",
    "麻烦看看，",
)
ENDINGS = (
    "",
    "",
    "",
    "请尽快处理，谢谢。",
    "！！！",
    "再不解决我就去工信部投诉",
    "急急急",
    "。",
)
CHASING = (
    "怎么还没有处理？我再催一下，{ref}",
    "投诉好几天了没人理，请尽快处理 {ref}",
    "催办一下我的投诉",
)
RECEIVED = {
    "zh": "您好，已收到，正在核实。",
    "en": "We have received this and are looking into it.",
}
QUESTION = {
    "zh": "请告诉我们发生的时间和地点，并附上截图。",
    "en": "Please tell us when and where it happened, and attach a picture of the screen.",
}
REPLY = {
    "zh": "每天晚上八点以后，截图已发。",
    "en": "Every evening after eight; the picture is attached.",
}
GOOD_IN_ENGLISH = (
    "We have found the cause, put it right and checked the result. Sorry for the trouble. "
    "What was charged wrongly is paid back within 24 hours."
)
POOR_IN_ENGLISH = "Our records show no fault. Please restart the device."
GRATITUDE = ("谢谢，解决了", "处理很快，满意", "可以", "态度很好")
GRIEVANCE = ("根本没解决", "答非所问", "太慢了", "还是老样子")
TYPOS = (
    ("网络", "网洛"),
    ("账单", "帐单"),
    ("客服", "客付"),
    ("信号", "信好"),
    ("宽带", "宽代"),
)
# How often each area comes up, and how that leans by hour.
WEIGHT = {
    "mobile": 9,
    "broadband": 8,
    "installation": 4,
    "billing": 10,
    "marketing": 4,
    "ordering": 4,
    "rules": 2,
    "service": 5,
    "porting": 2,
    "security": 3,
}


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way to say something about a topic."""

    topic: str
    language: str
    text: str

    @property
    def area(self) -> str:
        return self.topic.partition(".")[0]


def choose(
    patterns: Sequence[Pattern], customer: Customer, *, random: Random, area: str = ""
) -> Pattern:
    """Return a pattern in the customer's language, by how often its area comes up."""
    wanted = spoken(customer)
    fitting = [pattern for pattern in patterns if pattern.language == wanted]
    fitting = [pattern for pattern in fitting if pattern.area == area] or fitting
    per_area = {area: sum(pattern.area == area for pattern in fitting) or 1 for area in WEIGHT}
    weights = [WEIGHT[pattern.area] / per_area[pattern.area] for pattern in fitting]
    return random.choices(fitting, weights=weights)[0]


def spoken(customer: Customer) -> str:
    """Return the language of the words said to and by a customer."""
    return "en" if customer.language == "en" else "zh"


def say(pattern: Pattern, customer: Customer, *, at: datetime, random: Random) -> str:
    """Return the pattern as this customer would write it now."""
    values = {
        "place": customer.place,
        "plan": customer.plan,
        "amount": str(random.choice((6, 9, 15, 20, 29, 36, 50, 88, 128, 200))),
        "days": str(random.randint(2, 9)),
        "count": str(random.randint(2, 6)),
        "date": f"{at:%m}月{at.day}日" if pattern.language == "zh" else f"{at:%d %B}",
    }
    said = filled(pattern.text, values)
    if pattern.language != "zh":
        return said
    for right, wrong in TYPOS:
        if right in said and random.random() < 0.05:
            said = said.replace(right, wrong, 1)
    return f"{random.choice(OPENINGS)}{said}{random.choice(ENDINGS)}"


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return `text` with its {slots} filled; unknown ones stay."""
    return _SLOT.sub(lambda slot: values.get(slot[1], slot[0]), text)
