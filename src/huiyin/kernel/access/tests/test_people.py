import pytest

from huiyin.kernel.access.actions.change_address import change_address
from huiyin.kernel.access.actions.create_person import CannotCreatePerson, create_person
from huiyin.kernel.access.actions.deactivate_person import (
    CannotDeactivatePerson,
    deactivate_person,
    reactivate_person,
)
from huiyin.kernel.access.actions.grant_role import (
    CannotGrantRole,
    CannotWithdrawRole,
    grant_role,
    withdraw_role,
)
from huiyin.kernel.access.actions.reset_sign_in import end_sessions, reset_password
from huiyin.kernel.access.actor import actor_of
from huiyin.kernel.access.models import RoleGrant, User
from huiyin.kernel.access.roles import Role
from huiyin.kernel.journal.models import Entry
from huiyin.kernel.refusal import NotAllowed


def journal():
    return list(Entry.objects.order_by("pk").values_list("name", flat=True))


def test_a_person_is_created_and_the_journal_names_no_name(as_chief, monday_nine):
    user_id = create_person(username="li", display_name="李明", at=monday_nine, actor=as_chief)

    entry = Entry.objects.get()
    assert (entry.name, entry.story, entry.actor) == (
        "access.person_created",
        f"user:{user_id}",
        as_chief.id,
    )
    assert entry.payload == {"user_id": user_id}
    assert not User.objects.get(pk=user_id).has_usable_password()


@pytest.mark.parametrize(
    ("username", "password"), [("CHIEF", ""), ("li", "12345678"), ("li", "short")]
)
def test_a_taken_name_or_weak_password_is_refused(as_chief, monday_nine, username, password):
    with pytest.raises(CannotCreatePerson):
        create_person(
            username=username,
            display_name="",
            password=password,
            at=monday_nine,
            actor=as_chief,
        )

    assert User.objects.count() == 1
    assert journal() == []


def test_only_administrators_change_people(make_person, monday_nine):
    agent = actor_of(make_person("li", "agent"))

    with pytest.raises(NotAllowed):
        create_person(username="x", display_name="", at=monday_nine, actor=agent)

    assert User.objects.count() == 1


def test_a_role_is_given_within_a_scope_and_taken_back(as_chief, make_person, monday_nine):
    person = make_person("li")

    grant_role(
        user_id=person.pk,
        role=Role.AGENT,
        regions=["3301", "33"],
        at=monday_nine,
        actor=as_chief,
    )
    given = RoleGrant.objects.get(user=person)
    withdraw_role(grant_id=given.pk, at=monday_nine, actor=as_chief)

    assert given.regions == ["33", "3301"]
    assert not RoleGrant.objects.filter(user=person).exists()
    assert journal() == ["access.role_granted", "access.role_withdrawn"]


def test_the_same_role_twice_is_refused(as_chief, make_person, monday_nine):
    person = make_person("li", "agent")

    with pytest.raises(CannotGrantRole):
        grant_role(user_id=person.pk, role=Role.AGENT, at=monday_nine, actor=as_chief)

    assert person.role_grants.count() == 1


def test_a_scope_that_is_no_code_is_refused(as_chief, make_person, monday_nine):
    person = make_person("li")

    with pytest.raises(CannotGrantRole, match="浙江"):
        grant_role(
            user_id=person.pk,
            role=Role.AGENT,
            regions=["浙江"],
            at=monday_nine,
            actor=as_chief,
        )

    assert not person.role_grants.exists()


def test_the_last_administrator_stays_one(chief, as_chief, monday_nine):
    grant = chief.role_grants.get()

    with pytest.raises(CannotWithdrawRole):
        withdraw_role(grant_id=grant.pk, at=monday_nine, actor=as_chief)

    assert chief.role_grants.count() == 1


def test_nobody_deactivates_themselves(chief, as_chief, monday_nine):
    with pytest.raises(CannotDeactivatePerson):
        deactivate_person(user_id=chief.pk, at=monday_nine, actor=as_chief)

    chief.refresh_from_db()
    assert chief.is_active


def test_whoever_is_deactivated_is_signed_out_at_once(
    client, as_chief, make_person, monday_nine
):
    person = make_person("li", "agent")
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")

    deactivate_person(user_id=person.pk, at=monday_nine, actor=as_chief)
    reactivate_person(user_id=person.pk, at=monday_nine, actor=as_chief)

    assert client.get("/desk/").status_code == 302
    assert "login" in client.get("/desk/").url
    assert journal() == ["access.person_deactivated", "access.person_reactivated"]


def test_ending_sessions_ends_those_of_one_person_only(
    client, chief_client, as_chief, make_person, monday_nine
):
    person = make_person("li")

    end_sessions(user_id=person.pk, at=monday_nine, actor=as_chief)

    assert chief_client.get("/people/").status_code == 200


def test_people_may_sign_themselves_out_everywhere_but_not_others(make_person, monday_nine):
    one, other = make_person("li", "agent"), make_person("wang", "agent")

    end_sessions(user_id=one.pk, at=monday_nine, actor=actor_of(one))
    with pytest.raises(NotAllowed):
        end_sessions(user_id=other.pk, at=monday_nine, actor=actor_of(one))

    assert journal() == ["access.sessions_ended"]


def test_a_reset_password_works_no_more(as_chief, make_person, monday_nine):
    person = make_person("li")

    reset_password(user_id=person.pk, at=monday_nine, actor=as_chief)

    person.refresh_from_db()
    assert not person.has_usable_password()
    assert person.session_round == 1


def test_an_address_is_changed_and_the_journal_does_not_say_which(
    chief_client, as_chief, make_person
):
    person = make_person("li", "agent")
    address = f"/people/{person.pk}/address/"

    chief_client.post(address, {"email": "li@example.com"})
    wrong = chief_client.post(address, {"email": "nowhere"})

    person.refresh_from_db()
    assert (person.email, wrong.status_code) == ("li@example.com", 422)
    assert Entry.objects.get().payload == {"user_id": person.pk}


def test_nobody_else_changes_an_address(make_person, monday_nine):
    person = make_person("li", "agent")

    with pytest.raises(NotAllowed):
        change_address(
            user_id=person.pk, email="x@example.com", at=monday_nine, actor=actor_of(person)
        )

    person.refresh_from_db()
    assert (person.email, journal()) == ("", [])
