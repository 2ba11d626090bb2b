"""A file of complaints that never was: each of another customer, so that each is a case."""

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

WORDS = (
    "上个月的账单多扣了{n}元，请核实后退还。",
    "家里的宽带已经断了{n}天，报修没有人来。",
    "没有开通的业务扣了我{n}元，要求取消并退费。",
    "手机信号很差，已经{n}天打不通电话。",
    "My bill shows a charge of {n} that I never agreed to.",
    "预约装机推迟了{n}次，什么时候能装好？",
)


def write_complaints(path: Path, *, count: int, contact: str = "phone") -> Path:
    """Write `count` complaints of the last day, with a phone or an e-mail address each."""
    first = datetime.now(tz=UTC) - timedelta(hours=20)  # noqa: TID251 - a file from outside
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["编号", "留言时间", "内容", contact])
        for number in range(count):
            at = first + timedelta(seconds=number)
            words = WORDS[number % len(WORDS)].format(n=number % 97 + 1)
            known = f"138{number:08d}" if contact == "phone" else f"c{number}@example.org"
            table.writerow([f"T{number:06d}", f"{at:%Y-%m-%d %H:%M:%S}", words, known])
    return path
