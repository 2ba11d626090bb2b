"""Saying a complaint at the portal, from the first words to the reference."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huiyin.cases.models import Case
from huiyin.cases.pages.portal.draft import draft_of
from huiyin.cases.queries.links import follow_token
from huiyin.cases.queries.portal import own_messages

pytestmark = pytest.mark.django_db
WORDS = "我家宽带从昨天晚上开始就断网了，请尽快修好。"
PHONE = "13900002222"


def code_in(settings):
    """Return the code of the latest message in the spool."""
    letters = sorted(
        settings.SPOOL_ROOT.rglob("code-*.json"), key=lambda p: p.stat().st_mtime_ns
    )
    return re.match(r"\d{6}", json.loads(letters[-1].read_text())["body"]).group()


def say(client, words=WORDS, **files):
    return client.post("/portal/say/", {"words": words, **files})


def reach(client, settings, contact=PHONE):
    """Give a contact and confirm it."""
    client.post("/portal/say/contact/", {"contact": contact})
    return client.post("/portal/say/code/", {"code": code_in(settings)})


def send(client):
    page = client.get("/portal/say/check/")
    token = page.context["draft"].token
    return token, client.post("/portal/say/check/", {"token": token})


def test_words_lead_to_a_case_with_reference_and_promise(client, operator, settings):
    say(client)
    reach(client, settings)
    client.post("/portal/say/more/", {"topic": "broadband", "place": "文三路 1 号"})
    _token, answer = send(client)

    case = Case.objects.get()
    page = client.get(answer.url).content.decode()
    assert (case.topic, case.place, case.channel) == ("broadband", "文三路 1 号", "web")
    assert case.ref in page
    assert WORDS in page
    assert "promise" in page


def test_who_confirmed_a_contact_follows_the_case_at_once(client, operator, settings):
    say(client)
    reach(client, settings)
    client.post("/portal/say/more/", {"topic": "broadband"})
    send(client)

    page = client.get(f"/portal/matters/{Case.objects.get().ref}/")

    assert page.status_code == 200
    assert WORDS in page.content.decode()


def test_sending_twice_opens_one_case(client, operator, settings):
    say(client)
    client.post("/portal/say/contact/", {"nameless": "yes"})
    client.post("/portal/say/more/", {"topic": "other"})
    token, first = send(client)
    second = client.post("/portal/say/check/", {"token": token})

    assert (first.url, second.url) == ("/portal/say/done/", "/portal/say/done/")
    assert Case.objects.count() == 1


def test_a_case_without_contact_is_followed_by_its_secret_link_alone(client, operator):
    say(client)
    client.post("/portal/say/contact/", {"nameless": "yes"})
    client.post("/portal/say/more/", {"topic": "other"})
    send(client)
    case = Case.objects.get()
    stranger, holder = Client(), Client()

    by_guess = stranger.get("/portal/follow/1-aaaaaaaaaaaaaaaaaaaaaaaaaa/")
    by_link = holder.get(f"/portal/follow/{follow_token(case.pk)}/", follow=True)

    assert case.customer_id is None
    assert by_guess.status_code == 404
    assert stranger.get(f"/portal/matters/{case.ref}/").url == "/portal/sign-in/"
    assert WORDS in by_link.content.decode()


def test_files_come_with_the_words_and_go_out_as_downloads_only(client, operator, settings):
    picture = SimpleUploadedFile("<b>.html", b"<script>alert(1)</script>")
    say(client, attachments=picture)
    client.post("/portal/say/contact/", {"nameless": "yes"})
    client.post("/portal/say/more/", {"topic": "other"})
    send(client)
    case = Case.objects.get()
    (file,) = own_messages(case)[0].attachments

    served = client.get(f"/portal/matters/{case.ref}/files/{file.id}/")

    assert b"".join(served.streaming_content) == b"<script>alert(1)</script>"
    assert served["Content-Disposition"].startswith("attachment")
    assert served["Content-Type"] == "application/octet-stream"
    assert served["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert not list((settings.ATTACHMENTS_ROOT / "drafts").iterdir())


def test_a_program_is_refused_and_the_words_stay(client, operator):
    answer = say(client, attachments=SimpleUploadedFile("a.jpg", b"MZ\x90\x00"))

    assert answer.status_code == 422
    assert WORDS in answer.content.decode()
    assert not Case.objects.exists()


def test_files_are_kept_when_the_words_are_missing(client, operator):
    answer = say(client, words="", attachments=SimpleUploadedFile("a.jpg", b"picture"))

    again = say(client)

    assert answer.status_code == 422
    assert answer.content.decode().count("a.jpg") == 2
    assert [file["name"] for file in draft_of(again.wsgi_request).files] == ["a.jpg"]


def test_the_good_files_are_kept_beside_one_that_is_refused(client, operator, settings):
    files = [
        SimpleUploadedFile("a.jpg", b"picture"),
        SimpleUploadedFile("b.exe", b"MZ\x90\x00"),
    ]

    answer = say(client, attachments=files)

    draft = draft_of(answer.wsgi_request)
    assert answer.status_code == 422
    assert [file["name"] for file in draft.files] == ["a.jpg"]
    assert len(list((settings.ATTACHMENTS_ROOT / "drafts" / draft.token).iterdir())) == 1


def test_a_file_is_left_out_and_the_words_stay(client, operator, settings):
    say(client, words="", attachments=SimpleUploadedFile("a.jpg", b"picture"))

    answer = say(client, drop="1")

    draft = draft_of(answer.wsgi_request)
    assert answer.status_code == 200
    assert WORDS in answer.content.decode()
    assert draft.files == []
    assert not list((settings.ATTACHMENTS_ROOT / "drafts" / draft.token).iterdir())


def test_no_more_than_five_files_are_kept_however_often_the_form_comes_back(client, operator):
    for name in "abc":
        files = [SimpleUploadedFile(f"{name}{n}.jpg", b"picture") for n in (1, 2)]
        answer = say(client, words="", attachments=files)

    assert len(draft_of(answer.wsgi_request).files) == 5
    assert answer.context["refusal"].code == "cannot_take_file"


def test_nothing_said_is_asked_again(client, operator):
    answer = say(client, words="  ")

    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()


@pytest.mark.parametrize("step", ["contact", "code", "more", "check"])
def test_no_step_is_reached_without_words(client, db, step):
    answer = client.get(f"/portal/say/{step}/", follow=True)

    assert answer.redirect_chain[-1][0] == "/portal/say/"


@pytest.mark.parametrize(
    "typed", ["", "nobody", "12", "a@", "' OR 1=1 --", "\x00", "９" * 300, "<script>@x"]
)
def test_what_is_no_contact_gets_no_code(client, operator, settings, typed):
    say(client)

    answer = client.post("/portal/say/contact/", {"contact": typed})

    assert answer.status_code == 422
    assert not settings.SPOOL_ROOT.exists()


def test_a_contact_that_was_not_confirmed_is_not_used(client, operator):
    say(client)
    client.post("/portal/say/contact/", {"contact": PHONE})

    answer = client.post("/portal/say/check/", {"token": "x"})

    assert answer.url == "/portal/say/contact/"
    assert not Case.objects.exists()


def test_the_draft_is_sealed_in_the_session(client, operator, settings):
    say(client)
    reach(client, settings)

    kept = json.dumps(dict(client.session))

    assert PHONE not in kept
    assert "宽带" not in kept
    assert code_in(settings) not in kept


def test_markup_in_words_is_shown_as_words(client, operator):
    say(client, words="<script>alert(1)</script> 断网")
    client.post("/portal/say/contact/", {"nameless": "yes"})
    client.post("/portal/say/more/", {"topic": "other"})

    page = client.get("/portal/say/check/").content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page
