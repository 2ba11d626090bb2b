"""What every builder leans on: the pattern page renders, sent forms keep what was typed."""

import pytest
from django.contrib.auth import get_user_model


@pytest.fixture
def signed_in(client, db):
    person = get_user_model().objects.create_user("li", display_name="李明")
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_pattern_page_shows_every_component(signed_in):
    page = signed_in.get("/patterns/")

    assert page.status_code == 200
    assert b"C-2603-00017" in page.content


def test_a_form_with_errors_keeps_what_was_typed(signed_in):
    page = signed_in.post("/patterns/", {"subject": "", "words": "no signal", "channel": "web"})

    assert page.status_code == 422
    assert b"no signal</textarea>" in page.content
    assert b'aria-invalid="true"' in page.content
