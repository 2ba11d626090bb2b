"""Search by Chinese and English words, by reference, number and phone, in a million cases."""

import json
import sys
from time import perf_counter

from benchmarks import million  # first: it says where the database is

# ruff: isort: split
from benchmarks.looking import look, plans
from benchmarks.operator import complaints
from huiyin.cases.models import Case
from huiyin.cases.queries.search import find_cases
from huiyin.kernel.access.actor import actor_of
from huiyin.kernel.access.models import User

CHINESE = ("宽带 断", "扣费", "信号 差", "退费 套餐", "装机", "宽带 工信部 投诉", "携号转网")
ENGLISH = ("broadband", "refund", "VIP", "5G", "app", "Wi-Fi")
NOWHERE = ("鹦鹉螺", "zeppelin")
MISTYPED = ("宽待 断", "扣废", "型号 差", "携号转往", "宽带 工信布", "brodband", "refnud")


def main() -> None:
    held = million.filled()
    actor = actor_of(User.objects.get(username="supervisor"))

    def finding(text: str):
        return lambda: find_cases(text=text, actor=actor)

    # The first slip of a process reads the words in use; it is timed alone.
    find_cases(text=CHINESE[0], actor=actor)
    began = perf_counter()
    find_cases(text=MISTYPED[0], actor=actor)
    first_slip_ms = round((perf_counter() - began) * 1000, 1)
    refs = list(Case.objects.order_by("-id").values_list("ref", flat=True)[1000:20000:2000])
    phones = [complaint.contacts[0][1] for complaint in complaints(20)]
    asks = {
        "chinese_words": CHINESE,
        "english_words": ENGLISH,
        "words_nowhere": NOWHERE,
        "mistyped_words": MISTYPED,
        "reference": refs,
        "number_in_text": ("30", "199", "2000", "10010"),
        "phone": phones,
        "last_four": [phone[-4:] for phone in phones],
    }
    for name, texts in asks.items():
        print(name, *plans(finding(texts[0])), sep="\n  ", file=sys.stderr)
    found = {
        name: [len(find_cases(text=t, actor=actor)) for t in texts]
        for name, texts in asks.items()
    }
    print(json.dumps(found), file=sys.stderr)
    figures = {name: look(finding(text) for text in texts) for name, texts in asks.items()}
    print(json.dumps({"cases": held["cases.Case"], "first_slip_ms": first_slip_ms, **figures}))


if __name__ == "__main__":
    main()
