"""Who lives and works here, when they complain, and what they make of how it goes."""

from datetime import UTC, date, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from huiyin.simulator.rules import calendar, course, people
from huiyin.simulator.rules.scenarios import SCENARIOS
from huiyin.simulator.rules.staff import SIZE, Staff, staff
from huiyin.simulator.seeds.sayings import districts
from huiyin.simulator.tests.conftest import CHINA, NOON

WEDNESDAY, SUNDAY, NEW_YEAR = date(2026, 3, 4), date(2026, 3, 1), date(2026, 1, 1)


def of_day(day, usual=400.0, key="7"):
    return calendar.arrivals(day, usual=usual, zone=CHINA, key=key)


def test_the_same_seed_makes_the_same_people():
    def made():
        return people.customers(20, districts=districts(), random=Random(5))

    assert made() == made()


def test_phones_are_distinct():
    known = people.customers(2000, districts=districts(), random=Random(5))

    assert len({one.phone for one in known}) == 2000


def test_sixty_work_here():
    hired = staff(random=Random(1))

    assert len(hired) == SIZE == 60
    assert len({one.username for one in hired}) == 60


def test_a_day_is_the_same_whatever_else_is_played():
    assert of_day(WEDNESDAY) == of_day(WEDNESDAY)
    assert of_day(WEDNESDAY) != of_day(WEDNESDAY, key="8")


def test_people_complain_by_the_hours_of_their_place():
    moments = of_day(WEDNESDAY)

    assert moments == sorted(moments)
    assert {one.astimezone(CHINA).date() for one in moments} == {WEDNESDAY}
    assert sum(one.astimezone(CHINA).hour < 6 for one in moments) < len(moments) / 10


def test_free_days_are_quieter():
    assert len(of_day(SUNDAY)) < len(of_day(WEDNESDAY))
    assert calendar.is_free(NEW_YEAR)
    assert not calendar.is_free(WEDNESDAY)


def test_days_end_with_the_day_of_the_end():
    days = calendar.days_until(NOON, days=2, zone=CHINA)

    assert days == [date(2026, 3, 3), date(2026, 3, 4), date(2026, 3, 5)]


def test_staff_work_in_their_hours():
    hand = Staff("x", "X", "radio", (), shift="day")

    def done(day, hour):
        return course.in_hours(datetime(2026, 3, day, hour, tzinfo=CHINA), hand, CHINA)

    assert done(2, 19) == datetime(2026, 3, 3, 8, tzinfo=CHINA)
    assert done(3, 8) == datetime(2026, 3, 3, 8, 45, tzinfo=CHINA)
    assert done(3, 1) == done(2, 19) + timedelta(minutes=45) * 6 / 13


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 2, 1)), st.floats(0, 90))
def test_what_is_due_later_is_done_later(moment, more):
    hand, due = Staff("x", "X", "radio", (), shift="late"), moment.replace(tzinfo=UTC)

    first = course.in_hours(due, hand, CHINA)
    second = course.in_hours(due + timedelta(hours=more), hand, CHINA)

    assert first <= second
    assert 12 <= first.astimezone(CHINA).hour < 22


hours = st.floats(0.1, 400)
contacts = st.integers(0, 8)


@given(st.tuples(hours, hours), st.tuples(contacts, contacts), st.booleans())
def test_slower_and_more_often_asked_is_never_liked_better(took, asked, fits):
    def liked(hours, contacts):
        return course.liking(hours=hours, contacts=contacts, fits=fits, has_amends=False)

    assert liked(min(took), min(asked)) >= liked(max(took), max(asked))


@given(hours, contacts)
def test_an_answer_that_fits_and_amends_are_liked_better(took, asked):
    def liked(*, fits, has_amends):
        return course.liking(hours=took, contacts=asked, fits=fits, has_amends=has_amends)

    assert liked(fits=True, has_amends=False) > liked(fits=False, has_amends=False)
    assert liked(fits=True, has_amends=True) > liked(fits=True, has_amends=False)


@given(st.floats(0, 5.5), st.floats(0, 5.5), st.integers(0, 999))
def test_what_is_liked_better_is_never_rated_worse_by_the_same_luck(one, other, seed):
    low = course.score(min(one, other), random=Random(seed))
    high = course.score(max(one, other), random=Random(seed))

    assert 1 <= low <= high <= 5


def handled(hand, seed, load=0.5, *, is_at_home=True):
    return course.handling(
        NOON,
        area="billing",
        hand=hand,
        load=load,
        is_hurried=False,
        is_again=False,
        is_at_home=is_at_home,
        slowness=1.0,
        zone=CHINA,
        random=Random(seed),
    )


@given(
    st.integers(0, 9999),
    st.floats(0.5, 0.95),
    st.floats(0.5, 2.0),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_better_and_quicker_staff_are_never_later_nor_answer_worse(
    seed, quality, pace, better, quicker
):
    usual = Staff("x", "X", "radio", (), quality=quality, pace=pace)
    best = Staff(
        "y",
        "Y",
        "radio",
        (),
        quality=quality + (1 - quality) * better,
        pace=pace * (1 - 0.5 * quicker),
    )

    assert handled(best, seed).resolved_at <= handled(usual, seed).resolved_at
    assert handled(best, seed).fits >= handled(usual, seed).fits


@given(st.integers(0, 9999))
def test_who_has_much_to_do_or_what_is_not_theirs_is_never_quicker(seed):
    hand = Staff("x", "X", "radio", ())
    usual = handled(hand, seed)

    assert handled(hand, seed, load=1.0).resolved_at >= usual.resolved_at
    assert handled(hand, seed, is_at_home=False).resolved_at >= usual.resolved_at


@given(st.integers(0, 9999))
def test_nobody_asks_before_it_is_taken_and_each_time_later(seed):
    customer = people.customers(1, districts=districts(), random=Random(seed))[0]

    asked = course.impatience(NOON, customer, patience=1.0, zone=CHINA, random=Random(seed))

    assert NOON < asked[0] <= asked[1] <= asked[2]


def test_what_befalls_a_district_is_told_of_there(town):
    found = list(town.befallen(SCENARIOS["fibre-cut"], usual=50, until=NOON))

    assert {one.customer.region for one in found} == {"330110"}
    assert {one.topic for one in found} == {"broadband.area_outage"}
    assert 60 < len(found) <= 110
    assert all(NOON - timedelta(hours=30) <= one.at < NOON for one in found)


def test_a_quiet_week_is_quiet(town):
    def told(scenario):
        days = calendar.days_until(NOON, days=6, zone=CHINA)
        return [
            one
            for day in days
            for one in town.matters_of(day, usual=60, scenario=SCENARIOS[scenario], until=NOON)
        ]

    assert len(told("quiet-week")) < 0.8 * len(told("billing-error"))


def test_a_scenario_changes_only_its_last_days(town):
    far = date(2026, 1, 20)

    def told(scenario):
        return list(town.matters_of(far, usual=60, scenario=SCENARIOS[scenario], until=NOON))

    assert told("quiet-week") == told("flood-of-chasers")


def test_scenarios_are_known_by_name():
    wanted = {"quiet-week", "fibre-cut", "billing-error", "marketing-scandal"}

    assert wanted | {"flood-of-chasers", "everyday"} == set(SCENARIOS)
    assert SCENARIOS["fibre-cut"].bursts[0].begins(NOON, CHINA) == datetime(
        2026, 3, 3, 22, tzinfo=UTC
    )
