"""Whoever is new is offered a tour of the pages open to them, and can end it anywhere."""

import pytest
from django.test import Client

from huiyin.kernel.access.models import RoleGrant, User

pytestmark = pytest.mark.django_db


def somebody(*roles, **kept):
    user = User.objects.create(username="-".join(roles), **kept)
    for role in roles:
        RoleGrant.objects.create(user=user, role=role)
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client, user


def go(client, to):
    return client.post(
        "/preferences/tour/", {"to": to}, headers={"referer": "http://testserver/cases/"}
    )


def test_it_is_offered_on_the_first_day_and_not_after_no_thank_you():
    client, user = somebody("agent")

    first = client.get("/cases/").content.decode()
    answer = go(client, "done")
    after = client.get("/cases/").content.decode()

    assert "New here?" in first
    assert answer.url == "http://testserver/cases/"
    assert "New here?" not in after
    user.refresh_from_db()
    assert user.tour == "done"


def test_it_leads_from_page_to_page_and_ends():
    client, user = somebody("agent")

    seen = []
    url = go(client, "first").url
    while True:
        page = client.get(url).content.decode()
        seen.append(url)
        onward = page.partition('">Next page<')[0].rpartition('value="')[2]
        if "Next page" not in page:
            break
        url = go(client, onward).url

    assert seen[0] == "/cases/"
    assert "/cases/phone/" in seen
    assert "/notices/bell/" in seen
    assert "/people/" not in seen
    assert len(seen) == len(set(seen))
    assert f"Tour, {len(seen)} of {len(seen)}" in page
    go(client, "done")
    user.refresh_from_db()
    assert user.tour == "done"


def test_elsewhere_it_waits_and_says_where():
    client, _user = somebody("agent")
    go(client, "cases:phone")

    page = client.get("/cases/").content.decode()

    assert "The tour is waiting for you at “Phone console”." in page


def test_nobody_is_led_where_they_may_not_go():
    client, user = somebody("agent")

    answer = go(client, "access:people")

    assert answer.status_code == 302
    user.refresh_from_db()
    assert user.tour == "done"
    assert client.get("/people/").status_code == 403


def test_a_page_that_is_none_of_the_tour_offers_none():
    client, _user = somebody("agent")

    assert "New here?" not in client.get("/patterns/").content.decode()


def test_who_is_signed_out_is_asked_to_sign_in():
    answer = Client().post("/preferences/tour/", {"to": "first"})

    assert answer.status_code == 302
    assert "/accounts/login/" in answer.url
