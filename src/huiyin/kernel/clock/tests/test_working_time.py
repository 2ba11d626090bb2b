from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from huiyin.kernel.clock import (
    ALWAYS,
    BeyondHorizon,
    Calendar,
    Hours,
    InvalidCalendar,
    SpecialDay,
    compile_calendar,
)

NINE_TO_SIX = Hours(540, 1080)
SPLIT = (Hours(540, 720), Hours(810, 1080))
NIGHT = Hours(1320, 1800)
SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")


def office(zone="Asia/Shanghai", hours=(NINE_TO_SIX,), special=()):
    return Calendar(zone=zone, weekly=(hours,) * 5 + ((), ()), special_days=tuple(special))


def every_day(zone, *hours):
    return Calendar(zone=zone, weekly=(hours,) * 7)


def compiled(calendar):
    return compile_calendar(calendar, first=date(2026, 1, 1), last=date(2027, 1, 1))


def at(*parts, zone=SHANGHAI, fold=0):
    return datetime(*parts, tzinfo=zone, fold=fold)


def test_a_weekend_is_skipped():
    time = compiled(office())

    due = time.add_working(at(2026, 3, 6, 17), 2 * 3600)

    assert due == at(2026, 3, 9, 10)
    assert due.tzinfo is UTC


def test_a_lunch_break_is_skipped():
    time = compiled(office(hours=SPLIT))

    assert time.add_working(at(2026, 3, 2, 11), 2 * 3600) == at(2026, 3, 2, 14, 30)


def test_what_ends_with_the_day_is_due_at_closing_time():
    time = compiled(office())

    assert time.add_working(at(2026, 3, 6, 17), 3600) == at(2026, 3, 6, 18)


def test_nothing_to_work_is_due_at_once_even_at_night():
    time = compiled(office())

    assert time.add_working(at(2026, 3, 7, 3), 0) == at(2026, 3, 7, 3)


def test_hours_past_midnight_belong_to_the_day_they_begin():
    friday_night = Calendar(zone="Asia/Shanghai", weekly=((),) * 4 + ((NIGHT,), (), ()))
    time = compiled(friday_night)

    assert time.is_open(at(2026, 3, 7, 5, 59))
    assert not time.is_open(at(2026, 3, 7, 6))
    assert not time.is_open(at(2026, 3, 7, 22))


def test_a_holiday_is_not_worked_and_an_adjusted_weekend_day_is():
    new_year = SpecialDay(date(2026, 1, 1))
    bridge = SpecialDay(date(2026, 1, 2))
    sunday = SpecialDay(date(2026, 1, 4), (NINE_TO_SIX,))
    time = compiled(office(special=(new_year, bridge, sunday)))

    due = time.add_working(at(2025, 12, 31, 17), 2 * 3600)

    assert due == at(2026, 1, 4, 10)


def test_extra_hours_lengthen_a_day():
    late = SpecialDay(date(2026, 3, 6), (Hours(540, 1260),))
    time = compiled(office(special=(late,)))

    assert time.add_working(at(2026, 3, 6, 17), 3 * 3600) == at(2026, 3, 6, 20)


def test_the_hour_skipped_in_spring_is_not_worked():
    time = compiled(every_day("Europe/Berlin", NIGHT))

    worked = time.working_between(
        at(2026, 3, 28, 22, zone=BERLIN), at(2026, 3, 29, 6, zone=BERLIN)
    )

    assert worked == 7 * 3600


def test_the_hour_shown_twice_in_autumn_is_worked_twice():
    time = compiled(every_day("Europe/Berlin", NIGHT))

    worked = time.working_between(
        at(2026, 10, 24, 22, zone=BERLIN), at(2026, 10, 25, 6, zone=BERLIN)
    )

    assert worked == 9 * 3600


def test_hours_that_begin_in_the_skipped_hour_begin_after_it():
    time = compiled(every_day("Europe/Berlin", Hours(150, 240)))

    assert time.next_open(datetime(2026, 3, 29, tzinfo=UTC)) == datetime(
        2026, 3, 29, 1, tzinfo=UTC
    )


def test_both_showings_of_an_ambiguous_hour_are_told_apart():
    time = compiled(every_day("Europe/Berlin", Hours(120, 150)))

    assert time.is_open(at(2026, 10, 25, 2, 15, zone=BERLIN, fold=0))
    assert not time.is_open(at(2026, 10, 25, 2, 45, zone=BERLIN, fold=0))
    assert time.is_open(at(2026, 10, 25, 2, 15, zone=BERLIN, fold=1))


def test_overlapping_hours_count_once():
    time = compiled(office(hours=(Hours(540, 720), Hours(600, 1080))))

    assert time.working_between(at(2026, 3, 2), at(2026, 3, 3)) == 9 * 3600


def test_a_question_years_after_the_horizon_is_answered():
    time = compiled(office())

    assert time.add_working(at(2026, 12, 31, 17), 2 * 3600) == at(2027, 1, 1, 10)
    assert time.working_between(at(2040, 3, 5), at(2040, 3, 12)) == 5 * 9 * 3600


def test_a_question_years_before_the_horizon_is_answered():
    time = compiled(office())

    assert time.add_working(at(2015, 6, 5, 17), 2 * 3600) == at(2015, 6, 8, 10)


def test_a_calendar_that_never_opens_again_says_so():
    once = Calendar(
        zone="UTC",
        weekly=((),) * 7,
        special_days=(SpecialDay(date(2026, 5, 1), (NINE_TO_SIX,)),),
    )
    time = compiled(once)

    with pytest.raises(BeyondHorizon):
        time.add_working(at(2026, 5, 1, zone=UTC), 10 * 3600)
    with pytest.raises(BeyondHorizon):
        time.next_open(at(2026, 5, 2, zone=UTC))


def test_microseconds_survive():
    time = compiled(office())
    start = at(2026, 3, 6, 17, 59, 59, 250_001)

    due = time.add_working(start, 3)

    assert due == at(2026, 3, 9, 9, 0, 2, 250_001)
    assert time.working_between(start, due) == 3


def test_time_that_is_always_worked_is_plain_arithmetic():
    start = at(2026, 3, 29, 1, 30, zone=BERLIN)

    due = ALWAYS.add_working(start, 3600)

    assert due == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert ALWAYS.working_between(start, due) == 3600
    assert ALWAYS.working_between(due, start) == 0
    assert ALWAYS.is_open(start)
    assert ALWAYS.next_open(start) == start


def test_a_calendar_open_all_day_every_day_is_always():
    assert compiled(every_day("Asia/Shanghai", Hours(0, 1440))) is ALWAYS


def test_moments_without_a_zone_are_refused():
    naive = datetime(2026, 3, 2)

    for time in (ALWAYS, compiled(office())):
        with pytest.raises((ValueError, TypeError)):
            time.add_working(naive, 1)


def test_negative_work_is_refused():
    for time in (ALWAYS, compiled(office())):
        with pytest.raises(ValueError, match="cannot work"):
            time.add_working(at(2026, 3, 2), -1)


def test_a_calendar_without_hours_is_refused():
    with pytest.raises(InvalidCalendar, match="no working hours"):
        Calendar(zone="UTC", weekly=((),) * 7)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc/passwd"])
def test_an_unknown_zone_is_refused(zone):
    with pytest.raises(InvalidCalendar, match="no time zone"):
        office(zone=zone)


@pytest.mark.parametrize("minutes", [(600, 600), (600, 540), (-1, 5), (1440, 1500), (0, 2881)])
def test_hours_that_do_not_exist_are_refused(minutes):
    with pytest.raises(InvalidCalendar):
        Hours(*minutes)


def test_a_day_given_twice_is_refused():
    with pytest.raises(InvalidCalendar, match="twice"):
        office(special=(SpecialDay(date(2026, 1, 1)), SpecialDay(date(2026, 1, 1))))


def test_two_moments_in_any_zone_are_compared_as_moments():
    time = compiled(office())
    start = at(2026, 3, 2, 9)

    assert time.working_between(start.astimezone(BERLIN), start + timedelta(hours=1)) == 3600


def test_new_weekly_hours_apply_from_their_day_and_leave_the_past_alone():
    week = office().weekly
    later = ((Hours(540, 720),),) * 5 + ((), ())
    time = compiled(
        Calendar(zone="Asia/Shanghai", weekly=week, later_weeks=((date(2026, 3, 9), later),))
    )

    assert time.working_between(at(2026, 3, 2), at(2026, 3, 9)) == 45 * 3600
    assert time.working_between(at(2026, 3, 9), at(2026, 3, 16)) == 15 * 3600


def test_a_calendar_whose_last_week_has_no_hours_is_refused():
    with pytest.raises(InvalidCalendar, match="no working hours"):
        Calendar(
            zone="UTC",
            weekly=office().weekly,
            later_weeks=((date(2026, 3, 9), ((),) * 7),),
        )
