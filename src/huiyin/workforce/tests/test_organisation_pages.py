"""Administrators set up teams, escalation contacts and authority limits."""

import pytest
from django.urls import reverse
from django.utils import translation

from huiyin.kernel.access.models import RoleGrant, User
from huiyin.kernel.access.roles import SYSTEM_ACTOR
from huiyin.kernel.journal.models import Entry
from huiyin.kernel.journal.story import story_of
from huiyin.workforce.access import TeamIsClosed
from huiyin.workforce.actions.close_team import CannotCloseTeam, close_team
from huiyin.workforce.actions.define_route import define_route
from huiyin.workforce.actions.define_team import CannotDefineTeam, define_team
from huiyin.workforce.actions.move_people import NobodyToMove, move_people
from huiyin.workforce.actions.move_person import move_person
from huiyin.workforce.actions.set_escalation import set_escalation
from huiyin.workforce.models import AuthorityLimit, EscalationContact, Person, Team
from huiyin.workforce.pages.words import week_in_words
from huiyin.workforce.public import authority_limit, departments, escalation_contact
from huiyin.workforce.rules import read_week
from huiyin.workforce.tests.builders import MONDAY, make_organisation, make_person

pytestmark = pytest.mark.django_db
TOLD = {"at": MONDAY, "actor": SYSTEM_ACTOR}


@pytest.fixture(autouse=True)
def organisation():
    make_organisation()


@pytest.fixture
def administrator(client):
    return sign_in(client, "administrator")


def sign_in(client, role):
    user = User.objects.create_user(role)
    RoleGrant.objects.create(user=user, role=role)
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


def post(client, name, *args, **data):
    return client.post(reverse(f"workforce:{name}", args=args), data)


def told(name):
    return list(
        Entry.objects.filter(name=f"workforce.{name}").values_list("payload", flat=True)
    )


@pytest.mark.parametrize("name", ["escalation", "limits"])
def test_staff_see_who_may_grant_what_and_who_is_told(client, name):
    sign_in(client, "agent")

    page = client.get(reverse(f"workforce:{name}"))

    assert page.status_code == 200
    assert "<form" not in page.content.decode().partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("name", ["people", "teams", "escalation", "limits"])
def test_the_views_of_the_organisation_take_a_constant_number_of_queries(
    administrator, name, django_assert_max_num_queries
):
    for _ in range(12):
        make_person()

    with django_assert_max_num_queries(14):
        administrator.get(reverse(f"workforce:{name}"))


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("add_team", ()),
        ("rename_team", ("offers",)),
        ("move_people", ("care-desk",)),
        ("close_team", ("rapid",)),
        ("reopen_team", ("offers",)),
        ("post", ("care", "department_head")),
        ("team_post", ("care", "team_lead", "rapid")),
        ("end_limit", (1,)),
        ("limits", ()),
    ],
)
def test_agents_change_none_of_it(client, name, args):
    person = Person.objects.get(pk=make_person(staff_no="S77"))
    limit = AuthorityLimit.objects.order_by("pk").first()
    before = Entry.objects.count()
    sign_in(client, "agent")

    answer = post(
        client,
        name,
        *([limit.pk] if name == "end_limit" else args),
        name_en="New",
        department="care",
        code="new",
        team="rapid",
        people="S77" if "post" in name else person.pk,
        role="agent",
        currency="CNY",
        amount="900",
    )

    assert answer.status_code == 403
    assert Entry.objects.count() == before


def test_a_team_is_added(administrator):
    answer = post(
        administrator,
        "add_team",
        department="care",
        code="night",
        name_en="Night desk",
        name_hans="夜班组",
        is_rapid_response="on",
    )

    team = Team.objects.get(code="night")
    assert answer.url == reverse("workforce:team", args=["night"])
    assert (team.department.code, team.is_rapid_response) == ("care", True)
    assert team.names == {"en": "Night desk", "zh-hans": "夜班组"}
    assert told("team_defined")[-1] == {"team": "night", "department": "care"}


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"code": "rapid", "name_en": "Other"}, "Rapid response has this code"),
        ({"code": "night"}, "Give one in at least one language"),
        ({"code": "Night_", "name_en": "Night"}, "Use up to 30 small letters"),
    ],
)
def test_an_odd_team_is_not_added(administrator, typed, says):
    before = list(Team.objects.values())

    answer = post(administrator, "add_team", department="care", **typed)

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert list(Team.objects.values()) == before


def test_a_team_is_renamed_and_saying_it_twice_is_told_once(administrator):
    for _ in range(2):
        post(administrator, "rename_team", "offers", name_en="Orders")

    before = [one for one in told("team_defined") if one["team"] == "offers"]
    assert Team.objects.get(code="offers").names == {"en": "Orders"}
    assert len(before) == 2  # when it was laid out, and now


def test_a_team_does_not_change_its_department():
    with pytest.raises(CannotDefineTeam, match="another department"):
        define_team(code="offers", names={"en": "Offers"}, department="care", **TOLD)

    assert Team.objects.get(code="offers").department.code == "business"


def test_people_move_together(administrator):
    people = [make_person(), make_person()]
    stays = make_person()

    post(administrator, "move_people", "care-desk", people=people, team="accounts")

    teams = dict(Person.objects.values_list("pk", "team__code"))
    assert teams == {people[0]: "accounts", people[1]: "accounts", stays: "care-desk"}
    assert [one["person_id"] for one in told("person_moved")] == people


def test_moving_nobody_is_refused(administrator):
    make_person()

    answer = post(administrator, "move_people", "care-desk", team="accounts")
    with pytest.raises(NobodyToMove):
        move_people(person_ids=[], team="accounts", **TOLD)

    assert answer.status_code == 422
    assert "Nobody is chosen" in answer.content.decode()
    assert told("person_moved") == []


def test_a_team_is_closed_and_opened_again(administrator):
    post(administrator, "close_team", "rapid")
    care = departments()[0]
    shown = administrator.get(reverse("workforce:teams")).content.decode()
    post(administrator, "reopen_team", "rapid")

    assert [team.code for team in care.open_teams] == ["care-desk"]
    assert [team.code for team in care.teams] == ["care-desk", "rapid"]
    assert "Closed teams" in shown
    assert told("team_closed") == [{"team": "rapid", "department": "care"}]
    assert Team.objects.get(code="rapid").closed_at is None
    assert Team.objects.get(code="rapid").is_rapid_response


def test_a_closed_team_keeps_its_contacts_for_when_it_is_opened_again(administrator):
    lead, head = make_person(staff_no="A1"), make_person(staff_no="A2")
    for level, team, person in (("team_lead", "rapid", lead), ("department_head", "", head)):
        set_escalation(level=level, department="care", team=team, person_ids=[person], **TOLD)
    of_rapid = {"department": "care", "team": "rapid", "level": "team_lead"}

    before = escalation_contact(**of_rapid)
    close_team(team="rapid", **TOLD)
    while_closed = escalation_contact(**of_rapid)
    post(administrator, "reopen_team", "rapid")

    assert (before, while_closed) == ([lead], [head])
    assert escalation_contact(**of_rapid) == [lead]


def test_a_team_with_people_is_not_closed(administrator):
    make_person(team="rapid")

    answer = post(administrator, "close_team", "rapid")

    assert answer.status_code == 422
    assert "1 person works in Rapid response" in answer.content.decode()
    assert Team.objects.get(code="rapid").closed_at is None
    assert told("team_closed") == []


def test_a_team_to_which_a_route_leads_is_not_closed():
    define_route(
        topic_prefix="x", region_prefix="", tier="", department="care", team="rapid", **TOLD
    )

    with pytest.raises(CannotCloseTeam, match="route"):
        close_team(team="rapid", **TOLD)

    assert Team.objects.get(code="rapid").closed_at is None


def test_nobody_joins_a_closed_team():
    person = make_person()
    close_team(team="rapid", **TOLD)

    with pytest.raises(TeamIsClosed):
        move_person(person_id=person, team="rapid", **TOLD)

    assert Person.objects.get().team.code == "care-desk"


def test_contacts_are_named_in_order_and_told(administrator):
    first, second = make_person(staff_no="A1", name="Lin"), make_person(staff_no="A2")

    post(
        administrator, "team_post", "care", "team_lead", "care-desk", people=["Lin (A1)", "A2"]
    )

    contacts = escalation_contact(department="care", team="care-desk", level="team_lead")
    assert contacts == [first, second]
    assert told("escalation_set")[-1]["person_ids"] == [first, second]


def test_the_page_says_who_is_told_where_nobody_is_named(administrator):
    make_person(staff_no="A1", name="Lin Yue")
    post(administrator, "post", "care", "department_head", people=["A1"])

    page = administrator.get(reverse("workforce:escalation")).content.decode()
    form = administrator.get(
        reverse("workforce:team_post", args=["care", "team_lead", "rapid"])
    ).content.decode()

    assert page.count("Told instead: Lin Yue.") == 2
    assert "Nobody is named here, so Lin Yue is told now." in form


@pytest.mark.parametrize("place", [("care", "team_lead"), ("nowhere", "department_head")])
def test_there_are_no_other_posts(administrator, place):
    assert post(administrator, "post", *place, people=[]).status_code == 404
    assert told("escalation_set") == []


def test_an_unknown_contact_is_refused(administrator):
    answer = post(administrator, "post", "care", "department_head", people=["Nobody"])

    assert answer.status_code == 422
    assert not EscalationContact.objects.exists()


def test_limits_are_set_in_units_and_taken_away(administrator):
    person = make_person(staff_no="A1", name="Lin Yue")

    post(administrator, "limits", role="agent", currency="CNY", amount="80.50")
    post(administrator, "limits", person="Lin Yue (A1)", currency="CNY", amount="900")
    own = AuthorityLimit.objects.get(person_id=person)
    granted = authority_limit(person_id=person, currency="CNY")
    page = administrator.get(reverse("workforce:limits")).content.decode()
    post(administrator, "end_limit", own.pk)

    assert AuthorityLimit.objects.get(role="agent").amount == 80_500_000
    assert granted == 900_000_000
    assert "900.00" in page
    assert "80.50" in page
    assert authority_limit(person_id=person, currency="CNY") == 0


@pytest.mark.parametrize(
    "typed", [{"role": "agent", "amount": "-1"}, {"person": "Nobody", "amount": "5"}]
)
def test_an_odd_limit_is_refused(administrator, typed):
    make_person()
    before = list(AuthorityLimit.objects.values())

    answer = post(administrator, "limits", currency="CNY", **typed)

    assert answer.status_code == 422
    assert list(AuthorityLimit.objects.values()) == before


def test_the_story_of_a_limit_names_the_holder_and_the_amount(administrator):
    person = make_person(staff_no="A1", name="Lin Yue")
    post(administrator, "limits", person="A1", currency="CNY", amount="900")
    post(administrator, "end_limit", AuthorityLimit.objects.get(person_id=person).pk)

    with translation.override("en"):
        said = [line.sentence for line in story_of(story=f"person:{person}")]

    assert said[1:] == [
        "The limit of Lin Yue was set to 900.00 CNY.",
        "The limit of Lin Yue in CNY was taken away.",
    ]


@pytest.mark.parametrize(
    ("language", "written", "said"),
    [
        (
            "en",
            "mon-fri 09:00-18:00; sat 09:00-12:00",
            "Mon to Fri 09:00-18:00; Sat 09:00-12:00",
        ),
        ("en", "24x7", "Around the clock"),
        ("en", "mon-sun 08:00-20:00", "Daily 08:00-20:00"),
        ("zh-hans", "mon-fri 09:00-18:00", "星期一至星期五 09:00-18:00"),
        ("zh-hant", "mon-sun 08:00-20:00", "每天 08:00-20:00"),
        ("en", "", ""),
    ],
)
def test_weekly_hours_are_said_in_the_readers_language(language, written, said):
    with translation.override(language):
        assert week_in_words(read_week(written)) == said
