import re

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.urls import reverse
from django.utils import translation

from huiyin.kernel.access.access import SEE_PEOPLE
from huiyin.kernel.access.models import RoleGrant, User
from huiyin.kernel.access.roles import Actor, Grant, Role, require
from huiyin.kernel.access.tests.conftest import BACKEND, PASSWORD
from huiyin.kernel.refusal import NotAllowed


def test_the_front_door_sends_strangers_and_staff_their_ways(client, chief):
    assert client.get("/").url == "/portal/"

    client.force_login(chief, backend=BACKEND)

    assert client.get("/").url == "/desk/"
    assert client.get("/desk/").url == "/people/"


def test_whoever_holds_no_role_is_told_so(client, make_person):
    client.force_login(make_person("li"), backend=BACKEND)

    page = client.get("/desk/")

    assert page.status_code == 200


@pytest.mark.parametrize(
    ("role", "status"), [("agent", 403), ("auditor", 200), ("administrator", 200)]
)
@pytest.mark.parametrize("path", ["/people/", "/roles/"])
def test_only_some_roles_see_people(client, make_person, role, status, path):
    client.force_login(make_person("li", role), backend=BACKEND)

    assert client.get(path).status_code == status


def test_an_auditor_changes_nothing(client, make_person):
    auditor = make_person("li", "auditor")
    client.force_login(auditor, backend=BACKEND)

    answers = [
        client.post("/people/new/", {"username": "x", "display_name": "x", "role": "agent"}),
        client.post(f"/people/{auditor.pk}/roles/", {"role": "administrator"}),
        client.post(f"/people/{auditor.pk}/deactivate/"),
        client.post(f"/people/roles/{auditor.role_grants.get().pk}/withdraw/"),
    ]

    assert [answer.status_code for answer in answers] == [403] * 4
    assert User.objects.count() == 1
    assert RoleGrant.objects.count() == 1


def test_a_new_person_sets_a_password_by_link_and_signs_in(chief_client, client):
    new = {"username": "wang", "display_name": "王芳", "role": "agent"}
    page = chief_client.post("/people/new/", new, follow=True)
    link = re.search(r"/accounts/password/reset/key/[^<\s]+", page.content.decode()).group()
    client.logout()

    form = client.get(link, follow=True)
    secret = "a long way to the river"
    client.post(form.request["PATH_INFO"], {"password1": secret, "password2": secret})
    signed_in = client.post("/accounts/login/", {"login": "wang", "password": secret})

    assert signed_in.url == "/desk/"


def test_a_refused_person_keeps_what_was_typed(chief_client):
    taken = {"username": "chief", "display_name": "王芳", "role": "agent"}

    page = chief_client.post("/people/new/", taken)

    assert page.status_code == 422
    assert "王芳" in page.content.decode()


def test_five_wrong_passwords_pause_signing_in(client, make_person):
    make_person("li")
    for _try in range(5):
        client.post("/accounts/login/", {"login": "li", "password": "wrong"})

    page = client.post("/accounts/login/", {"login": "li", "password": PASSWORD})

    assert page.status_code == 429
    assert "15" in page.content.decode()


def test_where_a_second_step_is_required_nobody_works_without(settings, chief_client):
    settings.REQUIRE_MFA = True

    assert chief_client.get("/people/").url == reverse("mfa_activate_totp")


def test_nobody_signs_up_by_themselves(client, db):
    page = client.post(
        "/accounts/signup/", {"username": "eve", "password1": PASSWORD, "password2": PASSWORD}
    )

    assert not User.objects.exists()
    assert page.status_code == 200


@pytest.mark.parametrize("path", ["/people/?after=rubbish", "/people/0/", "/people/999999/"])
def test_hostile_addresses_are_answered_with_a_sentence(chief_client, path):
    assert chief_client.get(path).status_code in {404, 422}


def test_the_list_of_people_costs_the_same_for_one_and_for_many(
    chief_client, make_person, django_assert_num_queries
):
    with django_assert_num_queries(7):
        chief_client.get("/people/")
    for number in range(12):
        make_person(f"person{number}", "agent", "specialist")

    with django_assert_num_queries(7):
        chief_client.get("/people/")


def test_preferences_go_back_to_our_own_pages_only(client, db):
    ours = client.post("/preferences/theme/", {"theme": "dark", "next": "/people/"})
    foreign = client.post(
        "/preferences/language/", {"language": "en", "next": "//evil.example"}
    )

    assert (ours.url, ours.cookies["huiyin_theme"].value) == ("/people/", "dark")
    assert foreign.url == "/"


def test_the_language_stays_with_the_account(chief_client, chief):
    chief_client.post("/preferences/language/", {"language": "zh-hant"})

    chief.refresh_from_db()
    assert chief.language == "zh-hant"


def test_a_page_without_the_right_says_what_is_missing_and_who_can_give_it(
    client, make_person, chief
):
    client.force_login(make_person("li", "agent"), backend=BACKEND)

    answer = client.get("/people/", headers={"accept-language": "en"})

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "You may not open this page" in page
    assert "“See accounts and their roles”. These roles have it: Auditor, Administrator" in page
    assert f"<dd>{chief}</dd>" in page
    assert "<dd>Agent</dd>" in page
    assert 'href="/">To your start page' in page
    assert "Nothing was changed" not in page


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("zh-hans", "缺少“查看账户及其角色”权限"),
        ("zh-hant", "缺少“檢視賬戶及其角色”權限"),
    ],
)
def test_the_missing_right_is_named_in_the_readers_language(
    client, make_person, language, says
):
    client.force_login(make_person("li", "agent"), backend=BACKEND)

    answer = client.get("/people/", headers={"accept-language": language})

    assert says in answer.content.decode()


def test_a_right_for_other_departments_is_told_apart():
    auditor = Grant(Role.AUDITOR, departments=frozenset({"billing"}))
    actor = Actor("user:1", "Li", (auditor,))

    with (
        translation.override("en"),
        pytest.raises(NotAllowed, match="for other departments or regions only"),
    ):
        require(actor, SEE_PEOPLE, department="care")


def test_codes_of_the_second_step_are_guessed_five_times_only(client, make_person):
    person = make_person("li", "agent")
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    TOTP.activate(person, secret)
    right = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    client.post("/accounts/login/", {"login": "li", "password": PASSWORD})

    for _try in range(5):
        client.post("/accounts/authenticate/", {"code": "not it"})
    answer = client.post(
        "/accounts/authenticate/", {"code": right}, headers={"accept-language": "en"}
    )

    assert "This was used too often in a short time." in answer.content.decode()
    assert "_auth_user_id" not in client.session
