"""What is done to the workforce, what is refused, and what others hear of it."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from huiyin.kernel.access.roles import SYSTEM_ACTOR, Role
from huiyin.kernel.clock import InvalidCalendar
from huiyin.kernel.journal.models import Entry
from huiyin.kernel.refusal import NotAllowed
from huiyin.kernel.timers.schedule import fire_due
from huiyin.workforce import rules
from huiyin.workforce.actions.add_person import CannotAdd
from huiyin.workforce.actions.import_people import CannotImport, import_people
from huiyin.workforce.actions.lay_out_defaults import lay_out_defaults
from huiyin.workforce.actions.plan_shift import CannotPlanShift, plan_shift
from huiyin.workforce.actions.report_absence import end_absence, report_absence
from huiyin.workforce.actions.set_authority import CannotSetAuthority, set_role_authority
from huiyin.workforce.actions.set_capacity import CannotSetCapacity, set_capacity
from huiyin.workforce.models import AuthorityLimit, Person, Shift
from huiyin.workforce.tests.builders import (
    MONDAY,
    make_actor,
    make_organisation,
    make_person,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def organisation():
    make_organisation()


def events(name):
    return list(
        Entry.objects.filter(name=f"workforce.{name}").values_list("payload", flat=True)
    )


def arrange(person):
    return {"person_id": person, "at": MONDAY, "actor": SYSTEM_ACTOR}


def test_laying_out_twice_adds_nothing():
    assert lay_out_defaults(at=MONDAY) == 0


def test_a_staff_number_is_given_once():
    make_person(staff_no="S0")

    with pytest.raises(CannotAdd, match="S0"):
        make_person(staff_no="S0")

    assert Person.objects.filter(staff_no="S0").count() == 1


def test_a_shift_start_is_told_once_per_team_and_again_the_next_day():
    for _ in range(3):
        make_person(team="accounts", at=MONDAY - 2 * HOUR)

    fire_due(at=MONDAY)
    fire_due(at=MONDAY + HOUR)
    fire_due(at=MONDAY + 24 * HOUR)

    starts = [e["starts_at"] for e in events("shift_started") if e["team"] == "accounts"]
    assert starts == ["2026-03-02T01:00:00+00:00", "2026-03-03T01:00:00+00:00"]


def test_a_planned_shift_is_told_when_it_starts():
    person = make_person(team="accounts")
    evening = MONDAY + 12 * HOUR
    plan_shift(**arrange(person), starts_at=evening, ends_at=evening + HOUR)

    fire_due(at=evening)

    assert events("shift_started")[-1]["starts_at"] == evening.isoformat()


def test_the_end_of_an_absence_is_told():
    person = make_person()
    report_absence(**arrange(person), starts_at=MONDAY, ends_at=MONDAY + HOUR, kind="sick")

    fire_due(at=MONDAY + HOUR)

    assert [e["person_id"] for e in events("absence_ended")] == [person]


def test_who_comes_back_early_is_told_once():
    person = make_person()
    absence = report_absence(
        **arrange(person), starts_at=MONDAY, ends_at=MONDAY + 9 * HOUR, kind="sick"
    )

    end_absence(person_id=person, absence_id=absence, at=MONDAY + HOUR, actor=SYSTEM_ACTOR)
    fire_due(at=MONDAY + 9 * HOUR)

    assert len(events("absence_ended")) == 1


@pytest.mark.parametrize("hours", [0, -1, 37])
def test_a_shift_of_odd_length_is_refused(hours):
    person = make_person()

    with pytest.raises(CannotPlanShift):
        plan_shift(**arrange(person), starts_at=MONDAY, ends_at=MONDAY + hours * HOUR)

    assert not Shift.objects.exists()


@pytest.mark.parametrize("capacity", [-1, 1001])
def test_an_impossible_capacity_is_refused(capacity):
    person = make_person()

    with pytest.raises(CannotSetCapacity):
        set_capacity(**arrange(person), capacity=capacity)

    assert Person.objects.get().capacity == 20
    assert events("capacity_changed") == []


def test_a_supervisor_of_another_department_may_not_arrange():
    person = make_person()

    with pytest.raises(NotAllowed):
        set_capacity(
            person_id=person, capacity=1, at=MONDAY, actor=make_actor("supervisor", "billing")
        )

    assert Person.objects.get().capacity == 20


@pytest.mark.parametrize(("currency", "amount"), [("cny", 1), ("CNY", -1), ("CNY", 10**15 + 1)])
def test_an_impossible_limit_is_refused(currency, amount):
    before = list(AuthorityLimit.objects.values())

    with pytest.raises(CannotSetAuthority):
        set_role_authority(
            role=Role.AGENT, currency=currency, amount=amount, at=MONDAY, actor=SYSTEM_ACTOR
        )

    assert list(AuthorityLimit.objects.values()) == before


FILE = [
    "\ufeffstaff_no,name,team,skills,capacity\n",
    "A1,林悦,rapid,billing;tier:vip,7\n",
    "A2,No Team,nowhere,,\n",
    "A3,,rapid,,\n",
    "A4,Zhou,care-desk,,many\n",
]


def test_good_rows_are_kept_and_bad_ones_listed():
    done = import_people(lines=FILE, at=MONDAY, actor=SYSTEM_ACTOR)

    person = Person.objects.get()
    assert (done.read, done.added, [bad.line for bad in done.rejected]) == (4, 1, [3, 4, 5])
    assert (person.name, person.skills, person.capacity) == (
        "林悦",
        ["billing", "tier:vip"],
        7,
    )


def test_the_same_file_twice_changes_nothing():
    import_people(lines=FILE, at=MONDAY, actor=SYSTEM_ACTOR)
    entries = Entry.objects.count()

    done = import_people(lines=FILE, at=MONDAY, actor=SYSTEM_ACTOR)

    assert (done.added, done.updated) == (0, 1)
    assert Entry.objects.count() == entries


@pytest.mark.parametrize("lines", [[], ["name,team\n"], ["\n"]])
def test_a_file_without_the_columns_is_refused(lines):
    with pytest.raises(CannotImport, match="staff_no"):
        import_people(lines=lines, at=MONDAY, actor=SYSTEM_ACTOR)


def test_the_command_reports(tmp_path, capsys):
    path = tmp_path / "people.csv"
    path.write_text("".join(FILE), encoding="utf-8")

    call_command("people_import", path, "--json")

    assert json.loads(capsys.readouterr().out.splitlines()[-1])["added"] == 1


spans = st.tuples(st.integers(0, 1439), st.integers(1, 1440)).map(
    lambda s: (s[0], s[1] if s[1] > s[0] else s[1] + 1440)
)
weeks = st.lists(st.lists(spans, max_size=2, unique=True), min_size=7, max_size=7).map(
    lambda week: tuple(tuple(sorted(day)) for day in week)
)


@given(weeks)
def test_a_week_written_down_reads_the_same(week):
    assert rules.read_week(rules.write_week(week)) == week


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_week_or_refused_in_words(text):
    try:
        week = rules.read_week(text)
    except InvalidCalendar:
        return

    assert len(week) == 7


@given(weeks, st.integers(0, 10_000))
def test_the_next_start_is_later_and_begins_an_hour_of_the_week(week, minutes):
    after = MONDAY + timedelta(minutes=minutes)

    start = rules.next_start(week, "Asia/Shanghai", after=after)

    assert (start is None) == (not any(week))
    if start is not None:
        assert after < start <= after + timedelta(days=8)
        assert rules.is_working(week, "Asia/Shanghai", start)
