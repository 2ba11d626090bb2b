"""Signing in by the operator's own directory, against a real provider over real HTTP."""

from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

import httpx2
import pytest
from django.contrib.messages import get_messages
from django.test import Client

from huiyin.config.environment import read_environment
from huiyin.kernel.access.actions.reset_sign_in import reset_password
from huiyin.kernel.access.models import RoleGrant, User
from huiyin.kernel.access.roles import SYSTEM_ACTOR
from huiyin.kernel.clock import now
from tests.browser import findings, keep_picture

BUTTON = "/accounts/oidc/oidc/login/"
HOME = "http://localhost"
PEOPLE = {
    "wang.f": {"preferred_username": "wang", "name": "王芳", "groups": ["administrator"]},
    "wang.new": {"preferred_username": "wang"},
    "eve": {"preferred_username": "eve"},
    "nameless": {},
}
FAILED = (
    "Signing in with the directory did not work. Try again; if it fails again, sign in with "
    "your password or ask an administrator."
)


@pytest.fixture
def wang(db):
    person = User.objects.create_user("wang", display_name="王芳")
    RoleGrant.objects.create(user=person, role="agent")
    return person


@pytest.fixture
def here():
    return Client(SERVER_NAME="localhost", headers={"accept-language": "en"})


def asked_of(here, address=BUTTON):
    """Return where the button of the sign-in page leads."""
    return here.post(address).headers["location"]


def answered_by(directory, asked, *, who):
    """Sign in at the directory as a browser does; return where it sends the browser back to."""
    with httpx2.Client(follow_redirects=True) as browser:
        form = browser.get(asked)
        token = form.text.split('csrfmiddlewaretoken" value="')[1].split('"')[0]
        typed = {"username": who, "password": directory.password, "csrfmiddlewaretoken": token}
        answer = browser.post(form.url, data=typed, follow_redirects=False)
        while not answer.headers["location"].startswith(f"{HOME}/"):
            there = urljoin(str(answer.url), answer.headers["location"])
            answer = browser.get(there, follow_redirects=False)
    return answer.headers["location"]


def back(here, address):
    parts = urlsplit(address)
    return here.get(f"{parts.path}?{parts.query}")


def changed(address, **query):
    parts = urlsplit(address)
    kept = {name: values[0] for name, values in parse_qs(parts.query).items()}
    return parts._replace(query=urlencode({**kept, **query})).geturl()


def is_signed_in(here):
    return "_auth_user_id" in here.session


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_a_person_signs_in_and_works_with_the_roles_given_here(directory, here, wang):
    there = directory(HOME, PEOPLE)

    asked = asked_of(here)
    answer = back(here, answered_by(there, asked, who="wang.f"))

    query = parse_qs(urlsplit(asked).query)
    assert asked.startswith(f"{there.issuer}/authorize/?")
    assert query["code_challenge_method"] == ["S256"]
    assert len(query["nonce"][0]) == 32
    assert (answer.status_code, answer.url) == (302, "/desk/")
    assert here.session["_auth_user_id"] == str(wang.pk)
    assert here.get("/desk/").url == "/cases/"
    # A group of the directory gives nothing here.
    assert here.get("/people/").status_code == 403
    assert [grant.role for grant in wang.role_grants.all()] == ["agent"]


def test_the_second_time_the_person_is_known_whatever_the_name(directory, here, wang):
    there = directory(HOME, PEOPLE)
    back(here, answered_by(there, asked_of(here), who="wang.f"))
    here.logout()
    User.objects.filter(pk=wang.pk).update(username="wang.fang")

    back(here, answered_by(there, asked_of(here), who="wang.f"))

    assert here.session["_auth_user_id"] == str(wang.pk)


def test_where_the_person_wanted_to_go_is_kept(directory, here, wang):
    there = directory(HOME, PEOPLE)

    asked = asked_of(here, f"{BUTTON}?process=login&next=/knowledge/")

    assert back(here, answered_by(there, asked, who="wang.f")).url == "/knowledge/"


@pytest.mark.parametrize("who", ["eve", "nameless"])
def test_somebody_without_an_account_is_refused(directory, here, wang, who):
    there = directory(HOME, PEOPLE)

    answer = back(here, answered_by(there, asked_of(here), who=who))

    assert answer.url == "/accounts/login/"
    assert said(answer) == [
        "There is no account for you here yet. Ask an administrator to create one."
    ]
    assert not is_signed_in(here)
    assert [person.username for person in User.objects.all()] == ["wang"]


def test_a_deactivated_account_is_refused_even_when_known(directory, here, wang):
    there = directory(HOME, PEOPLE)
    back(here, answered_by(there, asked_of(here), who="wang.f"))
    here.logout()
    User.objects.filter(pk=wang.pk).update(is_active=False)

    answer = back(here, answered_by(there, asked_of(here), who="wang.f"))

    assert answer.url == "/accounts/login/"
    assert not is_signed_in(here)


def test_a_user_name_given_to_somebody_else_opens_no_account(directory, here, wang):
    there = directory(HOME, PEOPLE)
    back(here, answered_by(there, asked_of(here), who="wang.f"))
    here.logout()

    answer = back(here, answered_by(there, asked_of(here), who="wang.new"))

    assert "belongs to somebody else in the directory" in said(answer)[0]
    assert not is_signed_in(here)
    assert wang.socialaccount_set.count() == 1

    reset_password(user_id=wang.pk, at=now(), actor=SYSTEM_ACTOR)
    back(here, answered_by(there, asked_of(here), who="wang.new"))

    assert here.session["_auth_user_id"] == str(wang.pk)


def test_an_answer_with_another_state_is_refused(directory, here, wang):
    there = directory(HOME, PEOPLE)
    answered = answered_by(there, asked_of(here), who="wang.f")

    answer = back(here, changed(answered, state="of-somebody-else"))

    assert answer.url == "/accounts/login/"
    assert said(answer) == [FAILED]
    assert not is_signed_in(here)


def test_an_answer_in_another_browser_is_refused(directory, here, wang):
    there = directory(HOME, PEOPLE)
    answered = answered_by(there, asked_of(here), who="wang.f")
    other = Client(SERVER_NAME="localhost")

    back(other, answered)

    assert not is_signed_in(other)
    assert not wang.socialaccount_set.exists()


def test_an_answer_is_good_for_one_time(directory, here, wang):
    there = directory(HOME, PEOPLE)
    answered = answered_by(there, asked_of(here), who="wang.f")
    back(here, answered)
    here.logout()

    back(here, answered)

    assert not is_signed_in(here)


def test_a_token_with_another_nonce_is_refused(directory, here, wang):
    there = directory(HOME, PEOPLE)
    asked = changed(asked_of(here), nonce="of-somebody-else")

    answer = back(here, answered_by(there, asked, who="wang.f"))

    assert said(answer) == [FAILED]
    assert not is_signed_in(here)
    assert not wang.socialaccount_set.exists()


def test_a_code_asked_for_with_another_challenge_is_refused(directory, here, wang):
    """A stolen code is worth nothing to whoever did not ask for it (PKCE)."""
    there = directory(HOME, PEOPLE)
    asked = changed(asked_of(here), code_challenge="q" * 43)

    answer = back(here, answered_by(there, asked, who="wang.f"))

    assert said(answer) == [FAILED]
    assert not is_signed_in(here)


def test_a_wrong_secret_of_ours_is_told_without_an_error_page(directory, here, wang):
    there = directory(HOME, PEOPLE, secret="an old one")

    answer = back(here, answered_by(there, asked_of(here), who="wang.f"))

    assert said(answer) == [FAILED]
    assert not is_signed_in(here)


def test_stopping_at_the_directory_leads_back(directory, here, wang):
    directory(HOME, PEOPLE)
    state = parse_qs(urlsplit(asked_of(here)).query)["state"][0]

    answer = here.get(f"{BUTTON}callback/?error=access_denied&state={state}")

    assert answer.url == "/accounts/login/"
    assert said(answer) == ["You stopped signing in. Nothing was changed."]
    assert not is_signed_in(here)


def test_a_directory_out_of_reach_is_told_at_once(directory, here, wang, settings):
    directory(HOME, PEOPLE)
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["server_url"] = "http://localhost:9"

    answer = here.post(BUTTON)

    assert answer.url == "/accounts/login/"
    assert said(answer) == [FAILED]


def test_in_production_the_directory_is_asked_over_https_only(monkeypatch, capsys):
    monkeypatch.setenv("HUIYIN_ENV", "production")
    monkeypatch.setenv("HUIYIN_SECRET_KEY", "k" * 50)
    monkeypatch.setenv("HUIYIN_FIELD_KEYS", "k")
    monkeypatch.setenv("HUIYIN_OIDC_ISSUER", "https://id.example")
    assert read_environment().oidc_issuer == "https://id.example"

    monkeypatch.setenv("HUIYIN_OIDC_ISSUER", "http://id.example")
    with pytest.raises(SystemExit):
        read_environment()

    told = "HUIYIN_OIDC_ISSUER: must start with https:// in production.\n"
    assert capsys.readouterr().err == told


@pytest.mark.browser
def test_the_button_leads_through_a_real_browser(directory, open_page, live_server, sign_in):
    wang = sign_in("agent", name="王芳")
    there = directory(live_server.url, {"wang": {"preferred_username": wang.username}})
    page = open_page("/accounts/login/", language="en")
    keep_picture(page, "sign-in-directory")
    assert findings(page) == []

    page.get_by_role("button", name="Sign in with the directory").click()
    page.get_by_label("Username").fill("wang")
    page.get_by_label("Password").fill(there.password)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/cases/**")

    assert page.get_by_text("王芳").first.is_visible()


@pytest.mark.browser
def test_a_refusal_by_the_directory_is_read_where_one_signs_in(
    directory, open_page, live_server
):
    there = directory(live_server.url, {"eve": {"preferred_username": "eve"}})
    page = open_page("/accounts/login/", language="zh-hans", width=390, dark=True)

    page.locator("form button", has_text="the directory").click()
    page.get_by_label("Username").fill("eve")
    page.get_by_label("Password").fill(there.password)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/accounts/login/")

    keep_picture(page, "sign-in-refused")
    assert findings(page) == []
    assert page.get_by_text("您在本系统还没有账号").is_visible()
