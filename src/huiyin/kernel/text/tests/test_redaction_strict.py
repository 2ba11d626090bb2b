"""What may leave the house: nothing that looks like a person's, whoever's it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.kernel.text import redact_strictly


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("手机138-0000-1111打不通", "手机[phone]打不通"),
        ("号码１３８００００１１１１打不通", "号码[number]打不通"),
        ("号码一三八零零零零一一一一打不通", "号码[number]打不通"),
        ("卡号6222 0212 3456 7890 123扣款", "卡号[number]扣款"),
        ("编号GX55512077断网", "编号[number]断网"),
        ("写到li.lei@mail.example吧", "写到[email]吧"),
        ("见https://a.example/x?t=1和www.b.example", "见[link]和[link]"),
        ("IP是192.168.10.24", "IP是[number]"),
        (
            "I live at 12 Market Street, Flat 3B, SW1A 1AA",
            "I live at [address], [address], [address]",
        ),
        ("退50元，2026年3月2日前", "退50元，2026年3月2日前"),
        ("多扣123456.50元，2026-03-02 13:00", "多扣123456.50元，2026-03-02 13:00"),
        ("300兆宽带断网3天", "300兆宽带断网3天"),
    ],
)
def test_what_is_told_stays_and_who_it_was_goes(text, left):
    assert redact_strictly(text) == left


def test_streets_go_with_their_numbers():
    left = redact_strictly("我在文三路18号3栋502室，宽带断网")

    assert ("文三路" in left, "502" in left, "宽带断网" in left) == (False, False, True)


def test_each_value_is_named_by_whoever_asks():
    seen = []

    left = redact_strictly(
        "请拨打13800001111", naming=lambda kind, value: seen.append((kind, value)) or "*"
    )

    assert (left, seen) == ("请拨打*", [("phone", "13800001111")])


@given(
    st.lists(st.from_regex(r"[13-9][0-9]{2,4}", fullmatch=True), min_size=2, max_size=6),
    st.sampled_from(["", " ", "-", "·"]),
)
def test_however_a_long_number_is_parted_no_digit_of_it_is_left(groups, between):
    left = redact_strictly(f"号码{between.join(groups)}，请查")

    assert [character for character in left if character.isdigit()] == []


@given(st.text(alphabet="我是李雷ab@1.,，", max_size=30))
def test_no_sign_of_an_address_is_left(text):
    assert "@" not in redact_strictly(text)
