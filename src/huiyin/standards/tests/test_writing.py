from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.kernel.clock import Hours, SpecialDay
from huiyin.standards.rules.writing import (
    Unreadable,
    keep_origins,
    read_duration,
    read_hours,
    read_special_days,
    write_duration,
    write_hours,
    write_special_days,
)


@given(st.integers(0, 366 * 86400))
def test_a_time_is_read_as_it_was_written(seconds):
    assert read_duration(write_duration(seconds)) == seconds


def test_times_are_written_in_the_usual_unit():
    assert [write_duration(one) for one in (0, 1800, 3600, 172800, 1296000)] == [
        "",
        "30 min",
        "1 h",
        "48 h",
        "15 d",
    ]


one_day = st.builds(
    lambda opens, length: Hours(opens, opens + length),
    st.integers(0, 1439),
    st.integers(1, 1440),
)


@given(st.lists(one_day, max_size=3))
def test_hours_are_read_as_they_were_written(hours):
    assert read_hours(write_hours(hours)) == tuple(hours)


def test_hours_past_midnight_end_on_the_next_day():
    assert read_hours("09:00-12:00，22:00–06:00") == (Hours(540, 720), Hours(1320, 1800))


def test_special_days_are_read_line_by_line():
    text = "2026-05-01 closed 劳动节\n\n2026-05-09 09:00-12:00, 13:30-18:00 调休\n2026-05-02 休"

    days = read_special_days(text)

    assert days == (
        SpecialDay(date(2026, 5, 1), (), "劳动节"),
        SpecialDay(date(2026, 5, 9), (Hours(540, 720), Hours(810, 1080)), "调休"),
        SpecialDay(date(2026, 5, 2)),
    )
    assert read_special_days(write_special_days(days)) == days


@pytest.mark.parametrize("text", ["soon", "2026-05-01", "2026-13-01 closed", "x closed"])
def test_a_line_that_makes_no_sense_is_named(text):
    with pytest.raises(Unreadable, match=text):
        read_special_days(text)


@given(st.text(max_size=30))
def test_any_text_is_read_or_named(text):
    for read in (read_duration, read_hours, read_special_days):
        with suppress(Unreadable):
            read(text)


def test_a_day_left_as_it_was_keeps_its_origin():
    holiday = SpecialDay(date(2026, 5, 1), (), "劳动节", "holidays")
    typed = SpecialDay(date(2026, 5, 1), (), "劳动节")

    assert keep_origins([typed], [holiday]) == (holiday,)
    assert keep_origins([SpecialDay(date(2026, 5, 1))], [holiday])[0].origin == ""
