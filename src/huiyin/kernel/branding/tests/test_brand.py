"""Administrators set the brand; pages and messages show it; the journal tells of it."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from huiyin.kernel.access.models import RoleGrant, User
from huiyin.kernel.brand import Brand, operator_name, read_brand, service_phone
from huiyin.kernel.journal.models import Entry

pytestmark = pytest.mark.django_db
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
WANTED = {
    "name_zh-hans": "北方电信",
    "name_en": "North Tel",
    "service": "10099",
    "elders": "10099-3",
    "colour": "#0A7D4B",
    "terms_en": "Be kind.\n\nWe are, too.",
}


def client_for(role, language="en"):
    user = User.objects.create(username=role)
    RoleGrant.objects.create(user=user, role=role)
    client = Client(headers={"accept-language": language})
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_what_an_administrator_sets_is_shown_everywhere():
    answer = client_for("administrator").post("/settings/brand/", WANTED)

    assert answer.status_code == 302
    portal = Client(headers={"accept-language": "en"}).get("/portal/").content.decode()
    assert "North Tel" in portal
    assert 'href="tel:10099"' in portal
    assert 'href="tel:10099-3"' in portal
    assert "/portal/terms/" in portal
    assert "/brand/styles.css?v=" in portal
    with translation.override("zh-hant"):
        assert operator_name() == "北方电信"
    terms = Client(headers={"accept-language": "zh-hans"}).get("/portal/terms/")
    assert "<p>We are, too.</p>" in terms.content.decode()
    told = Entry.objects.get(story="brand")
    assert told.payload["parts"] == ["names", "phones", "terms", "colour"]


def test_a_colour_becomes_a_style_sheet_for_light_and_dark():
    client_for("administrator").post("/settings/brand/", WANTED)

    styles = Client().get("/brand/styles.css").content.decode()

    assert ":root { --accent: #0a7d4b;" in styles or "--accent-fill: #0a7d4b;" in styles
    assert 'data-theme="dark"' in styles


def test_a_colour_that_is_tried_colours_nothing_but_the_preview():
    styles = Client().get("/brand/styles.css", {"colour": "#aa0000"}).content.decode()

    assert styles.startswith(".brand-preview.light {")
    assert ":root" not in styles
    assert Client().get("/brand/styles.css", {"colour": "red}body{"}).status_code == 404


def test_a_mark_is_shown_and_can_be_taken_away():
    administrator = client_for("administrator")
    logo = SimpleUploadedFile("mark.png", PICTURE, "image/png")

    administrator.post("/settings/brand/", {**WANTED, "logo": logo})
    name = read_brand(settings.BRAND_ROOT).logo
    shown = Client().get(f"/brand/{name}")
    administrator.post("/settings/brand/", {**WANTED, "is_logo_dropped": "on"})

    assert (shown.status_code, shown["Content-Type"]) == (200, "image/png")
    assert read_brand(settings.BRAND_ROOT).logo == ""
    assert Client().get(f"/brand/{name}").status_code == 404
    assert Client().get("/brand/..%2fbrand.json").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"colour": "green"}, "six digits"),
        ({"logo": SimpleUploadedFile("m.svg", b"<svg/>", "image/png")}, "no PNG"),
        ({"logo": SimpleUploadedFile("m.png", PICTURE * 9_000, "image/png")}, "larger than"),
    ],
)
def test_what_cannot_be_shown_is_refused_and_nothing_changes(wrong, why):
    answer = client_for("administrator").post("/settings/brand/", {**WANTED, **wrong})

    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert "North Tel" in answer.content.decode()
    assert read_brand(settings.BRAND_ROOT) == Brand()
    assert not Entry.objects.filter(story="brand").exists()


def test_the_brand_before_is_put_back_and_the_same_again():
    administrator = client_for("administrator")
    administrator.post("/settings/brand/", WANTED)
    administrator.post("/settings/brand/", {**WANTED, "name_en": "South Tel"})

    administrator.post("/settings/brand/put-back/")
    with translation.override("en"):
        once = operator_name()
    administrator.post("/settings/brand/put-back/")

    assert once == "North Tel"
    with translation.override("en"):
        assert operator_name() == "South Tel"


def test_who_may_not_set_it_changes_nothing():
    agent = client_for("agent")

    assert agent.get("/settings/brand/").status_code == 403
    assert agent.post("/settings/brand/", WANTED).status_code == 403
    assert agent.post("/settings/brand/put-back/").status_code == 403
    assert read_brand(settings.BRAND_ROOT) == Brand()


def test_without_a_brand_the_environment_names_the_line(settings):
    settings.SERVICE_PHONE = "400-810-0000"

    assert (service_phone(), service_phone("elders")) == ("400-810-0000", "")
    assert Client().get("/portal/terms/").status_code == 404
