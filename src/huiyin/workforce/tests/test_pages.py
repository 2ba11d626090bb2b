"""The organisation is seen by those who work in it and arranged by those who may."""

import pytest
from django.urls import reverse

from huiyin.kernel.access.models import RoleGrant, User
from huiyin.workforce.models import Absence, Person, Route, Shift, Team
from huiyin.workforce.tests.builders import make_organisation, make_person

pytestmark = pytest.mark.django_db
SPAN = {"starts_at": "2030-03-04T09:00", "ends_at": "2030-03-04T18:00"}


@pytest.fixture(autouse=True)
def organisation():
    make_organisation()


def sign_in(client, role, *departments):
    user = User.objects.create_user(role)
    RoleGrant.objects.create(user=user, role=role, departments=list(departments))
    client.force_login(user)
    client.cookies["django_language"] = "en"


def post(client, person, verb, data=None):
    return client.post(reverse("workforce:change", args=[person, verb]), data or {})


@pytest.mark.parametrize("name", ["people", "teams", "roster", "routes"])
def test_staff_see_the_organisation(client, name):
    make_person(name="Lin Yue")
    sign_in(client, "agent")

    page = client.get(reverse(f"workforce:{name}"))

    assert page.status_code == 200
    assert ("Lin Yue" in page.content.decode()) == (name in {"people", "roster"})


@pytest.mark.parametrize("people", [2, 12])
def test_the_list_and_the_roster_take_a_constant_number_of_queries(
    client, people, django_assert_max_num_queries
):
    for _ in range(people):
        make_person()
    sign_in(client, "agent")

    for name in ("people", "roster"):
        with django_assert_max_num_queries(12):
            client.get(reverse(f"workforce:{name}"))


@pytest.mark.parametrize(
    ("verb", "data"),
    [
        ("capacity", {"capacity": "7"}),
        ("move", {"team": "rapid"}),
        ("hours", {"hours": "mon-fri 10:00-16:00"}),
        (
            "skills",
            {
                "skills": ["Bills and charges (billing)", "tier:vip", ""],
                "languages": ["zh-hans"],
                "regions": ["Hangzhou, Zhejiang (3301)", "Jiangsu", "US-CA"],
            },
        ),
        ("absence", {**SPAN, "kind": "leave"}),
        ("shift", SPAN),
        ("release", {}),
    ],
)
def test_a_supervisor_arranges_the_work_of_the_department(client, verb, data, seeded_standards):
    person = make_person()
    before = Person.objects.values().get(pk=person)
    sign_in(client, "supervisor", "care")

    answer = post(client, person, verb, data)

    after = Person.objects.values().get(pk=person)
    assert answer.status_code == 302
    assert after != before or Absence.objects.exists() or Shift.objects.exists()


@pytest.mark.parametrize(("role", "scope"), [("agent", "care"), ("supervisor", "billing")])
def test_others_may_not(client, role, scope):
    person = make_person()
    sign_in(client, role, scope)

    answer = post(client, person, "capacity", {"capacity": "7"})

    assert answer.status_code == 403
    assert Person.objects.get(pk=person).capacity == 20


def test_a_refusal_is_shown_beside_the_form_and_keeps_what_was_typed(client):
    person = make_person()
    sign_in(client, "administrator")

    answer = post(client, person, "hours", {"hours": "fry 09:00-18:00"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "is no day of the week" in page
    assert 'value="fry 09:00-18:00"' in page
    assert Person.objects.get(pk=person).hours is None


def test_a_team_works_other_hours(client):
    sign_in(client, "administrator")

    client.post(reverse("workforce:team_hours", args=["offers"]), {"hours": "24x7"})

    assert Team.objects.get(code="offers").hours == [[[0, 1440]]] * 7


def test_what_is_chosen_by_name_is_kept_by_its_code(client, seeded_standards):
    person = make_person()
    sign_in(client, "supervisor", "care")

    post(
        client,
        person,
        "skills",
        {
            "skills": ["billing", "VIP (tier:vip)", "", "billing"],
            "regions": ["Hangzhou, Zhejiang (3301)", "jiangsu", "us-ca", "330106"],
        },
    )

    kept = Person.objects.get(pk=person)
    assert kept.skills == ["billing", "tier:vip"]
    assert kept.regions == ["32", "3301", "330106", "US-CA"]


def test_what_no_list_offers_is_refused_and_changes_nothing(client, seeded_standards):
    person = make_person()
    before = Person.objects.values().get(pk=person)
    sign_in(client, "supervisor", "care")

    page = post(client, person, "skills", {"skills": ["nonsense"]})

    assert page.status_code == 422
    assert "“nonsense” is not in the list." in page.content.decode()
    assert Person.objects.values().get(pk=person) == before


def test_a_route_is_defined_and_ended(client, seeded_standards):
    sign_in(client, "administrator")

    client.post(
        reverse("workforce:routes"),
        {"topic_prefix": "billing.unrecognised_charge", "department": "care"},
    )
    route = Route.objects.get(topic_prefix="billing.unrecognised_charge")
    client.post(reverse("workforce:end_route", args=[route.pk]))

    route.refresh_from_db()
    assert route.department.code == "care"
    assert route.valid_to is not None


@pytest.mark.parametrize("week", ["nonsense", "0001-01-01", "9999-12-31", "2026-03-04"])
def test_any_week_may_be_asked_for(client, week):
    sign_in(client, "agent")

    assert client.get(reverse("workforce:roster"), {"week": week}).status_code == 200
