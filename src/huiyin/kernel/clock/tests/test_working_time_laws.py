"""What must hold for every calendar, checked against a slow reference."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.kernel.clock import Calendar, Hours, SpecialDay, compile_calendar
from huiyin.kernel.clock.tests import reference

ZONES = (
    "Asia/Shanghai",
    "Europe/Berlin",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Pacific/Kiritimati",
    "UTC",
)
# Around the changes of the clock in the north and the south, and an ordinary week.
ANCHORS = (
    datetime(2026, 3, 6, tzinfo=UTC),
    datetime(2026, 3, 27, tzinfo=UTC),
    datetime(2026, 4, 3, tzinfo=UTC),
    datetime(2026, 10, 23, tzinfo=UTC),
    datetime(2026, 10, 30, tzinfo=UTC),
    datetime(2026, 6, 10, tzinfo=UTC),
)


@st.composite
def hours(draw):
    opens = draw(st.integers(0, 1439))
    return Hours(opens, draw(st.integers(opens + 1, 2880)))


day_hours = st.lists(hours(), max_size=2).map(tuple)
special_days = st.lists(
    st.builds(
        SpecialDay,
        st.sampled_from(ANCHORS).flatmap(
            lambda anchor: st.integers(0, 6).map(
                lambda days: anchor.date() + timedelta(days=days)
            )
        ),
        day_hours,
    ),
    max_size=3,
    unique_by=lambda special: special.day,
).map(tuple)


@st.composite
def calendars(draw):
    weekly = draw(st.tuples(*[day_hours] * 7).filter(any))
    return Calendar(
        zone=draw(st.sampled_from(ZONES)), weekly=weekly, special_days=draw(special_days)
    )


minutes_into_a_week = st.integers(0, 5 * 1440)
moments = st.builds(
    lambda anchor, minutes: anchor + timedelta(minutes=minutes),
    st.sampled_from(ANCHORS),
    minutes_into_a_week,
)
three_moments = st.lists(moments, min_size=3, max_size=3).map(sorted)
slow = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
quick = settings(max_examples=80, deadline=None)


def compiled(calendar):
    return compile_calendar(calendar, first=date(2026, 1, 1), last=date(2027, 1, 1))


@slow
@given(calendars(), moments, st.integers(0, 3 * 1440))
def test_time_worked_is_what_stepping_minute_by_minute_finds(calendar, start, minutes):
    end = start + timedelta(minutes=minutes)

    assert compiled(calendar).working_between(start, end) == reference.working_between(
        calendar, start, end
    )


@slow
@given(calendars(), moments, st.integers(1, 240))
def test_a_deadline_is_where_stepping_minute_by_minute_arrives(calendar, start, minutes):
    assert compiled(calendar).add_working(start, minutes * 60) == reference.add_working(
        calendar, start, minutes
    )


@quick
@given(calendars(), moments)
def test_open_is_what_the_wall_clock_says(calendar, at):
    assert compiled(calendar).is_open(at) == reference.is_open(calendar, at)


@quick
@given(
    calendars(),
    moments,
    st.integers(0, 40 * 3600),
    st.integers(0, 999_999),
)
def test_the_time_worked_until_a_deadline_is_the_time_granted(
    calendar, start, seconds, microseconds
):
    time = compiled(calendar)
    start += timedelta(microseconds=microseconds)

    assert time.working_between(start, time.add_working(start, seconds)) == seconds


@quick
@given(calendars(), moments, st.integers(1, 20 * 3600), st.integers(1, 20 * 3600))
def test_working_twice_is_working_the_sum(calendar, start, first, second):
    time = compiled(calendar)

    stepwise = time.add_working(time.add_working(start, first), second)

    assert stepwise == time.add_working(start, first + second)


@quick
@given(calendars(), three_moments)
def test_elapsed_time_adds_up_over_a_pause(calendar, three):
    time = compiled(calendar)
    start, paused, resumed = three

    whole = time.working_between(start, resumed)

    assert whole == time.working_between(start, paused) + time.working_between(paused, resumed)


@quick
@given(calendars(), moments, moments, st.integers(0, 20 * 3600))
def test_what_starts_later_is_never_due_earlier(calendar, one, other, seconds):
    time = compiled(calendar)
    early, late = sorted((one, other))

    assert time.add_working(early, seconds) <= time.add_working(late, seconds)


@quick
@given(calendars(), three_moments, st.integers(1, 20 * 3600))
def test_a_pause_moves_the_deadline_by_the_working_time_it_took(calendar, three, target):
    start, paused, resumed = three
    time = compiled(calendar)
    consumed = min(time.working_between(start, paused), target)

    due = time.add_working(resumed, target - consumed)

    assert consumed + time.working_between(resumed, due) == target


@quick
@given(calendars(), moments)
def test_the_next_open_moment_is_open_and_nothing_is_worked_before_it(calendar, at):
    time = compiled(calendar)

    opens = time.next_open(at)

    assert opens >= at
    assert time.is_open(opens)
    assert time.working_between(at, opens) == 0


@quick
@given(calendars(), moments, st.integers(1, 20 * 3600))
def test_the_horizon_makes_no_difference(calendar, start, seconds):
    narrow = compile_calendar(calendar, first=date(2026, 5, 1), last=date(2026, 5, 2))

    assert narrow.add_working(start, seconds) == compiled(calendar).add_working(start, seconds)
