"""When what a colleague should know may leave, in every zone, whatever clocks do."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from huiyin.notifications.rules.staff_hours import (
    AFTER_QUIET,
    AT_ONCE,
    DAILY,
    HOURLY,
    StaffWish,
    leaves_at,
    what_is_wrong,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))
ZONES = st.sampled_from(
    [
        "Asia/Shanghai",
        "Europe/Berlin",
        "America/Sao_Paulo",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
    ]
).map(ZoneInfo)
TIMES = st.times().map(lambda one: one.replace(second=0, microsecond=0))
NIGHT = {"is_sent": True, "quiet_from": time(22), "quiet_to": time(7)}


@st.composite
def wishes(draw):
    quiet = draw(st.tuples(TIMES, TIMES).filter(lambda two: two[0] != two[1]) | st.none())
    start, end = quiet or (None, None)
    gathers = [AT_ONCE, HOURLY, DAILY] + [AFTER_QUIET] * bool(quiet)
    return StaffWish(
        is_sent=True,
        quiet_from=start,
        quiet_to=end,
        gather=draw(st.sampled_from(gathers)),
        daily_at=draw(TIMES),
    )


def is_quiet(at, wish, zone):
    """Say it minute by minute, the slow way: which minutes of a day are quiet."""
    if wish.quiet_from is None:
        return False
    minute = wish.quiet_from
    local = at.astimezone(zone).time().replace(second=0, microsecond=0)
    for _step in range(24 * 60):
        if minute == wish.quiet_to:
            return False
        if minute == local:
            return True
        minute = (datetime.combine(datetime(2026, 1, 1), minute) + timedelta(minutes=1)).time()
    return False


@given(MOMENTS, wishes(), ZONES)
@example(
    datetime(2026, 3, 29, 0, 15, tzinfo=UTC),
    StaffWish(is_sent=True, quiet_from=time(1), quiet_to=time(2, 30)),
    BERLIN,
)
def test_nothing_leaves_before_it_is_said_or_in_quiet_hours(at, wish, zone):
    leaves = leaves_at(at, wish, zone, is_urgent=False)

    assert at <= leaves <= at + timedelta(days=3)
    assert not is_quiet(leaves, wish, zone)


@given(MOMENTS, wishes(), ZONES)
def test_what_may_leave_at_a_moment_may_still_leave_then_when_looked_at_later(at, wish, zone):
    leaves = leaves_at(at, wish, zone, is_urgent=False)

    assert leaves_at(at, wish, zone, is_urgent=False) == leaves
    assert leaves_at(leaves, StaffWish(**NIGHT), zone, is_urgent=True) == leaves


@given(MOMENTS, MOMENTS, wishes(), ZONES)
def test_what_is_said_first_leaves_first(one, other, wish, zone):
    first, second = sorted([one, other])

    assert leaves_at(first, wish, zone, is_urgent=False) <= leaves_at(
        second, wish, zone, is_urgent=False
    )


@given(MOMENTS, wishes(), ZONES)
def test_what_is_urgent_leaves_at_once(at, wish, zone):
    assert leaves_at(at, wish, zone, is_urgent=True) == at


@given(MOMENTS, ZONES)
def test_outside_of_quiet_hours_nothing_waits_that_is_not_gathered(at, zone):
    wish = StaffWish(**NIGHT)
    leaves = leaves_at(at, wish, zone, is_urgent=False)

    assert (leaves == at) == (not is_quiet(at, wish, zone))


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("2026-03-02T21:59:59", "2026-03-02T21:59:59"),
        ("2026-03-02T22:00", "2026-03-03T07:00"),
        ("2026-03-02T23:59", "2026-03-03T07:00"),
        ("2026-03-03T00:01", "2026-03-03T07:00"),
        ("2026-03-03T07:00", "2026-03-03T07:00"),
    ],
)
def test_a_night_passes_midnight(said, left):
    assert leaving(said, StaffWish(**NIGHT), SHANGHAI) == left


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("2026-03-02T12:59", "2026-03-02T12:59"),
        ("2026-03-02T13:00", "2026-03-02T14:30"),
        ("2026-03-02T14:30", "2026-03-02T14:30"),
    ],
)
def test_a_noon_rest_does_not(said, left):
    rest = StaffWish(is_sent=True, quiet_from=time(13), quiet_to=time(14, 30))

    assert leaving(said, rest, SHANGHAI) == left


@pytest.mark.parametrize(
    ("gather", "said", "left"),
    [
        (HOURLY, "2026-03-02T10:01", "2026-03-02T11:00"),
        (HOURLY, "2026-03-02T11:00", "2026-03-02T12:00"),
        # The full hour is a quiet one.
        (HOURLY, "2026-03-02T21:30", "2026-03-03T07:00"),
        (DAILY, "2026-03-02T08:59", "2026-03-02T09:00"),
        (DAILY, "2026-03-02T09:00", "2026-03-03T09:00"),
        (AFTER_QUIET, "2026-03-02T08:00", "2026-03-03T07:00"),
        (AFTER_QUIET, "2026-03-03T06:59", "2026-03-03T07:00"),
    ],
)
def test_what_is_gathered_waits_for_its_hour(gather, said, left):
    wish = StaffWish(**NIGHT, gather=gather, daily_at=time(9))

    assert leaving(said, wish, SHANGHAI) == left


def test_a_night_is_shorter_and_longer_when_clocks_change():
    wish = StaffWish(**NIGHT)
    spring = datetime(2026, 3, 28, 21, tzinfo=UTC)  # 22:00 in Berlin, clocks go forward
    autumn = datetime(2026, 10, 24, 20, tzinfo=UTC)  # 22:00 in Berlin, clocks go back

    nights = [leaves_at(at, wish, BERLIN, is_urgent=False) - at for at in (spring, autumn)]

    assert nights == [timedelta(hours=8), timedelta(hours=10)]


def test_an_hour_that_is_left_out_comes_as_much_later():
    wish = StaffWish(is_sent=True, quiet_from=time(1), quiet_to=time(2, 30))

    left = leaves_at(datetime(2026, 3, 29, 0, 15, tzinfo=UTC), wish, BERLIN, is_urgent=False)

    assert left.astimezone(BERLIN).isoformat() == "2026-03-29T03:30:00+02:00"


def test_a_daily_digest_keeps_its_time_of_day_over_a_change_of_clocks():
    wish = StaffWish(is_sent=True, gather=DAILY, daily_at=time(9))
    said = datetime(2026, 3, 28, 10, tzinfo=UTC)

    left = leaves_at(said, wish, BERLIN, is_urgent=False)

    assert left == datetime(2026, 3, 29, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wish", "wrong"),
    [
        (StaffWish(quiet_from=time(1)), "half"),
        (StaffWish(quiet_to=time(1)), "half"),
        (StaffWish(quiet_from=time(1), quiet_to=time(1)), "empty"),
        (StaffWish(gather=AFTER_QUIET), "no_quiet"),
        (StaffWish(gather=DAILY), "no_time"),
        (StaffWish(), ""),
        (StaffWish(**NIGHT, gather=DAILY, daily_at=time(9)), ""),
    ],
)
def test_wishes_that_contradict_themselves_are_told_apart(wish, wrong):
    assert what_is_wrong(wish) == wrong


def leaving(said: str, wish: StaffWish, zone: ZoneInfo) -> str:
    at = datetime.fromisoformat(said).replace(tzinfo=zone).astimezone(UTC)
    local = leaves_at(at, wish, zone, is_urgent=False).astimezone(zone)
    return local.isoformat(timespec="auto")[: max(16, len(said))]
