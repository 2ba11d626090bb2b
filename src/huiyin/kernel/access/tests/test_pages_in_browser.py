import pytest
from django.urls import reverse_lazy
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def chief(sign_in):
    person = sign_in("administrator", name="李明")
    sign_in("agent", "specialist", name="王芳", regions=["3301"])
    sign_in("supervisor", name="Ada Lovelace")
    return person


def test_signing_in_looks_right(look_at):
    look_at("/accounts/login/", "sign-in", quick=True)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/people/", "people"),
        ("/people/new/", "person-new"),
        ("/roles/", "roles"),
        (reverse_lazy("mfa_index"), "second-step"),
        ("/accounts/sessions/", "sessions"),
        ("/accounts/password/change/", "password"),
        ("/no-such-page/", "404"),
    ],
)
def test_the_pages_of_people_look_right(look_at, chief, path, name):
    look_at(str(path), name, user=chief, quick=True)


def test_a_person_looks_right(look_at, chief):
    look_at(f"/people/{chief.pk + 1}/", "person", user=chief, quick=True)


def test_a_role_can_be_given_without_scripts(open_page, chief):
    page = open_page(f"/people/{chief.pk + 2}/", user=chief, language="en", scripts=False)

    page.get_by_label("Role", exact=True).select_option("auditor")
    page.get_by_role("button", name="Give the role").click()

    assert page.get_by_role("rowheader", name="Auditor").is_visible()


def test_the_theme_changes_without_a_reload_and_stays(open_page, chief):
    page = open_page("/people/", user=chief, language="en")

    page.get_by_text("Appearance").locator("..").click()
    with page.expect_response("**/preferences/theme/"):
        page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()

    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_keys_move_through_the_list(open_page, chief):
    page = open_page("/people/", user=chief, language="en")

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url("**/people/*/")

    assert "/people/" in page.url
