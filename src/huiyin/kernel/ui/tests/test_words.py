from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from huiyin.kernel.ui.words import (
    duration_words,
    masked,
    moment_words,
    money_words,
    relative_words,
    remaining_words,
)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "under 1 min"),
        (59, "under 1 min"),
        (60, "1 min"),
        (3600, "1 h"),
        (7800, "2 h 10 min"),
        (86400, "1 day"),
        (2 * 86400, "2 days"),
        (86400 + 5 * 3600, "1 d 5 h"),
        (9 * 86400 + 5 * 3600, "9 days"),
        (-7800, "2 h 10 min"),
    ],
)
def test_a_duration_is_said_in_its_two_largest_units(seconds, words):
    assert duration_words(seconds) == words


@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", "2 小时 10 分"), ("zh-hant", "2 小時 10 分")]
)
def test_a_duration_is_said_in_the_language_of_the_reader(language, words):
    with translation.override(language):
        assert duration_words(7800) == words
        assert duration_words(3 * 86400) == "3 天"


def test_what_is_past_due_says_by_how_much():
    assert remaining_words(-3600) == "1 h past due"
    assert remaining_words(3600) == "1 h left"


def test_a_moment_carries_its_zone(monday_nine):
    assert moment_words(monday_nine, zone="Asia/Shanghai") == "2026-03-02 09:00 UTC+8"
    assert moment_words(monday_nine, zone="Asia/Kolkata") == "2026-03-02 06:30 UTC+5:30"
    assert moment_words(monday_nine, zone="America/St_Johns") == "2026-03-01 21:30 UTC-3:30"


def test_a_relative_time_looks_both_ways(monday_nine):
    assert relative_words(monday_nine - timedelta(hours=2), at=monday_nine) == "2 h ago"
    assert relative_words(monday_nine + timedelta(days=3), at=monday_nine) == "in 3 days"
    assert relative_words(monday_nine, at=monday_nine) == "just now"


def test_money_is_exact_to_the_cent():
    assert money_words(128_500_000, currency="CNY") == "CN¥128.50"
    assert money_words(123_456_789_012_120_000, currency="CNY") == "CN¥123,456,789,012.12"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("+8613812345678", "+86****78"),
        ("ada@example.com", "a***@example.com"),
        ("王小明", "王**"),
        ("", ""),
        ("王", "王"),
    ],
)
def test_a_mask_leaves_enough_to_recognise(value, shown):
    assert masked(value) == shown


def test_a_moment_before_the_zone_had_rules_is_still_said():
    assert (
        moment_words(datetime(1970, 1, 1, tzinfo=UTC), zone="UTC") == "1970-01-01 00:00 UTC+0"
    )
