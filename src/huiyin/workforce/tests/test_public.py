"""What other contexts are told about who works here."""

from datetime import UTC, datetime, timedelta

import pytest

from huiyin.kernel.access.models import RoleGrant, User
from huiyin.kernel.access.roles import SYSTEM_ACTOR, Role
from huiyin.workforce import public
from huiyin.workforce.actions.define_route import define_route
from huiyin.workforce.actions.plan_shift import plan_shift
from huiyin.workforce.actions.release_person import release_person
from huiyin.workforce.actions.report_absence import report_absence
from huiyin.workforce.actions.set_authority import set_person_authority, set_role_authority
from huiyin.workforce.actions.set_escalation import set_escalation
from huiyin.workforce.actions.set_hours import set_person_hours
from huiyin.workforce.tests.builders import MONDAY, make_organisation, make_person

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def organisation():
    make_organisation()


def on_duty(at):
    return [w.person_id for w in public.workers(at=at) if w.is_on_duty]


def test_a_worker_is_a_plain_value():
    person = make_person(
        team="rapid", name="Lin", skills=["billing"], languages=["zh"], regions=["33"]
    )

    assert public.workers(at=MONDAY) == (
        public.Worker(
            person_id=person,
            user_id=None,
            name="Lin",
            department="care",
            team="rapid",
            is_rapid_response=True,
            skills=frozenset({"billing"}),
            regions=frozenset({"33"}),
            languages=frozenset({"zh"}),
            is_on_duty=True,
            capacity=20,
        ),
    )


@pytest.mark.parametrize("people", [1, 40])
def test_workers_are_read_once_and_then_answered_from_memory(people, django_assert_num_queries):
    for _ in range(people):
        make_person()

    with django_assert_num_queries(5):
        assert len(public.workers(at=MONDAY)) == people
    with django_assert_num_queries(1):
        assert len(public.workers(at=MONDAY + 9 * HOUR)) == people


def test_people_are_on_duty_in_the_hours_of_their_team():
    person = make_person(team="accounts")

    assert on_duty(MONDAY) == [person]
    assert on_duty(MONDAY + 9 * HOUR) == []


def test_a_persons_own_hours_count_instead_of_the_teams():
    person = make_person(team="accounts")

    set_person_hours(
        person_id=person, hours="mon-sun 22:00-06:00", at=MONDAY, actor=SYSTEM_ACTOR
    )

    assert on_duty(MONDAY) == []
    assert on_duty(MONDAY + 14 * HOUR) == [person]


def test_a_planned_shift_puts_on_duty_outside_the_hours():
    person = make_person(team="accounts")
    sunday = datetime(2026, 3, 8, 1, tzinfo=UTC)

    plan_shift(
        person_id=person,
        starts_at=sunday,
        ends_at=sunday + 8 * HOUR,
        at=MONDAY,
        actor=SYSTEM_ACTOR,
    )

    assert on_duty(sunday) == [person]
    assert on_duty(sunday + 8 * HOUR) == []


def test_the_absent_are_not_on_duty():
    person = make_person()

    report_absence(
        person_id=person,
        starts_at=MONDAY + HOUR,
        ends_at=MONDAY + 2 * HOUR,
        kind="sick",
        at=MONDAY,
        actor=SYSTEM_ACTOR,
    )

    assert on_duty(MONDAY) == [person]
    assert on_duty(MONDAY + HOUR) == []
    assert on_duty(MONDAY + 2 * HOUR) == [person]


def test_who_has_left_is_no_worker_but_can_still_be_named():
    person = make_person(name="Lin")

    release_person(person_id=person, at=MONDAY + HOUR, actor=SYSTEM_ACTOR)

    assert public.workers(at=MONDAY + HOUR) == ()
    assert public.persons(person_ids=[person], at=MONDAY + HOUR)[person].name == "Lin"
    assert [w.person_id for w in public.workers(at=MONDAY)] == [person]


def test_the_person_who_signs_in_is_found():
    user = User.objects.create_user("lin")
    person = make_person(user_id=user.pk)

    assert public.person_of_user(user_id=user.pk, at=MONDAY).person_id == person
    assert public.person_of_user(user_id=user.pk + 1, at=MONDAY) is None


@pytest.mark.parametrize(
    ("topic", "region", "tier", "department"),
    [
        ("billing.refund_pending", "330106", "", "billing"),
        ("broadband.no_internet", "33", "", "technical"),
        ("broadband.area_outage", "33", "", "network"),
        ("broadband.area_outage", "", "vip", "care"),
        ("broadbandish", "33", "", "care"),
        ("unheard_of", "", "", "care"),
    ],
)
def test_the_most_specific_route_decides(topic, region, tier, department):
    define_route(
        topic_prefix="broadband.area_outage",
        region_prefix="",
        tier="vip",
        department="care",
        team="rapid",
        at=MONDAY,
        actor=SYSTEM_ACTOR,
    )

    route = public.route_for(topic=topic, region=region, tier=tier, at=MONDAY)

    assert route.department == department


def test_a_new_route_counts_from_its_moment_on():
    later = MONDAY + HOUR

    define_route(
        topic_prefix="billing",
        region_prefix="",
        tier="",
        department="care",
        team="",
        at=later,
        actor=SYSTEM_ACTOR,
    )

    ways = [
        public.route_for(topic="billing", region="", tier="", at=at).department
        for at in (MONDAY, later)
    ]
    assert ways == ["billing", "care"]


def test_the_highest_role_decides_how_much_a_person_may_grant():
    user = User.objects.create_user("lin")
    for role in (Role.AGENT, Role.SUPERVISOR):
        RoleGrant.objects.create(user=user, role=role.value)
    person = make_person(user_id=user.pk)
    set_role_authority(
        role=Role.SUPERVISOR, currency="CNY", amount=300_000_000, at=MONDAY, actor=SYSTEM_ACTOR
    )

    assert public.authority_limit(person_id=person, currency="CNY") == 300_000_000
    assert public.authority_limit(person_id=person, currency="EUR") == 0


def test_a_persons_own_limit_counts_instead_even_when_lower():
    user = User.objects.create_user("lin")
    RoleGrant.objects.create(user=user, role=Role.SUPERVISOR.value)
    person = make_person(user_id=user.pk)

    set_person_authority(
        person_id=person, currency="CNY", amount=5, at=MONDAY, actor=SYSTEM_ACTOR
    )

    assert public.authority_limit(person_id=person, currency="CNY") == 5


def set_contacts(level, department, team, *people):
    set_escalation(
        level=level,
        department=department,
        team=team,
        person_ids=people,
        at=MONDAY,
        actor=SYSTEM_ACTOR,
    )


def test_escalation_goes_up_until_somebody_is_there():
    lead, head, watch = make_person(), make_person(), make_person(team="oversight")
    set_contacts("team_lead", "care", "care-desk", lead)
    set_contacts("department_head", "care", "", head)
    set_contacts("supervision", "supervision", "", watch)

    told = [
        public.escalation_contact(department=department, team=team, level=level)
        for department, team, level in (
            ("care", "care-desk", "team_lead"),
            ("care", "rapid", "team_lead"),
            ("care", "", "department_head"),
            ("billing", "accounts", "team_lead"),
        )
    ]

    assert told == [[lead], [head], [head], [watch]]


def test_contacts_of_many_posts_take_one_query(django_assert_num_queries):
    posts = [
        public.Post(department=department, team="", level="department_head")
        for department in ("care", "billing", "network")
    ]

    with django_assert_num_queries(1):
        assert public.escalation_contacts(posts=posts) == {post: [] for post in posts}


def test_departments_are_listed_with_their_teams(settings):
    departments = public.departments()

    assert [card.code for card in departments] == [
        "care",
        "technical",
        "business",
        "network",
        "billing",
        "supervision",
    ]
    assert [team.code for team in departments[0].teams] == ["care-desk", "rapid"]
