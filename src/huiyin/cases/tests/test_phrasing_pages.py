"""The button that has a suggested answer phrased, and what administrators see of it."""

from datetime import timedelta

import pytest

from huiyin.cases.tests.test_articles_and_answers import signed_in
from huiyin.cases.tests.test_phrasing import GOOD, asked, model, phrase  # noqa: F401
from huiyin.kernel.access.models import User
from huiyin.kernel.clock import now

# Fixtures of the other file are asked for by name.
# ruff: noqa: F811
pytestmark = pytest.mark.django_db


def phrase_page(case, ref, **headers):
    address = f"/cases/{case.ref}/suggestion/{ref}/phrase/"
    return signed_in("boss").post(address, headers=headers)


def test_the_draft_stands_there_at_once_and_the_button_beside_it(asked, model):
    case, _ref = asked

    page = signed_in("boss").get(f"/cases/{case.ref}/suggestion/").content.decode()

    assert "Phrase it" in page
    assert "small-model at 127.0.0.1" in page
    assert "secret-key" not in page
    assert model.came == []


def test_the_phrased_answer_stands_beside_the_draft_with_its_check(asked, model):
    case, ref = asked

    page = phrase_page(case, ref, hx_request="true").content.decode()

    assert GOOD in page
    assert "Phrased by small-model" in page
    assert "Not in it:" in page
    assert f"suggested=phrased:{ref}" in page
    assert "Phrase it" not in page


def test_without_scripts_the_button_leads_back_to_the_page(asked, model):
    case, ref = asked
    boss = signed_in("boss")

    page = boss.post(f"/cases/{case.ref}/suggestion/{ref}/phrase/", follow=True)
    taken = boss.get(f"/cases/{case.ref}/do/reply/?suggested=phrased:{ref}")

    assert page.redirect_chain == [(f"/cases/{case.ref}/suggestion/", 302)]
    assert GOOD in page.content.decode()
    assert taken.context["form"].initial["body"] == GOOD


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"status": 500}, "The endpoint refused to answer."),
        ({"status": 429}, "The endpoint has too much to do."),
        ({"delay": 1.5}, "The endpoint gave no answer in time."),
        ({"body": b"<html>"}, "What came could not be used."),
        ({"words": "您好，请看www.x.com"}, "What came named an address or link."),
        ({"words": "您好，我们保证。"}, "What came promised what no source promises."),
        ({"words": "您好，共计99元。"}, "What came named a figure that no source names."),
    ],
)
def test_whatever_happens_the_draft_stays_with_a_sentence(
    asked, model, settings, change, sentence
):
    case, ref = asked
    settings.PHRASING_TIMEOUT_S = 1.0
    for name, value in change.items():
        setattr(model, name, value)

    page = phrase_page(case, ref, hx_request="true")

    said = page.content.decode()
    assert page.status_code == 200
    assert sentence in said
    assert "核实后两小时内退回话费账户" in said
    assert "suggested=phrased:" not in said


def test_what_another_model_phrased_is_not_shown(asked, operator, model, settings):
    case, ref = asked
    phrase(case, ref, operator["boss"])
    boss = signed_in("boss")
    assert boss.get(f"/cases/{case.ref}/suggestion/").context["best"].phrased is not None

    settings.PHRASING_MODEL = "large-model"

    assert boss.get(f"/cases/{case.ref}/suggestion/").context["best"].phrased is None


def test_the_administrator_sees_whether_it_is_on_and_how_it_went(asked, operator, model):
    case, ref = asked
    User.objects.create_superuser(username="root", password=None)
    phrase(case, ref, operator["boss"], at=now() - timedelta(hours=1))

    page = signed_in("root").get("/system/health/")

    said = page.content.decode()
    assert "Phrasing of suggested answers" in said
    assert "small-model at 127.0.0.1" in said
    assert "asked 1 times, phrased 1 times" in said
    assert "secret-key" not in said
