"""Customers find, read and judge answers without signing in."""

from datetime import timedelta

import pytest
from django.test import Client

from huiyin.kernel.access.roles import SYSTEM_ACTOR
from huiyin.kernel.clock import now
from huiyin.knowledge.actions.publish_article import publish_article
from huiyin.knowledge.actions.withdraw_article import withdraw_article
from huiyin.knowledge.actions.write_article import write_article
from huiyin.knowledge.models import Article, Vote

pytestmark = pytest.mark.django_db
TOLD = {"actor": SYSTEM_ACTOR}


def make_article(title="流量怎么查", *, audience="customer", language="zh-hans"):
    at = now() - timedelta(days=1)
    body = "# 步骤\n\n1. 打开客户端\n2. 看**流量**\n\n<script>alert(1)</script>"
    ref = write_article(
        title=title, body=body, language=language, audience=audience, at=at, **TOLD
    )
    publish_article(ref=ref, at=at, **TOLD)
    return ref


def votes(ref):
    return Article.objects.values_list("helped", "not_helped").get(ref=ref)


def test_all_answers_for_customers_are_listed_in_the_readers_language(client):
    ref = make_article()
    make_article("内部口径", audience="staff")
    make_article("Data use", language="en")
    client.cookies["django_language"] = "zh-hant"

    page = client.get("/portal/faq/").content.decode()

    assert f'href="/portal/faq/{ref}/"' in page
    assert "内部口径" not in page
    assert "Data use" not in page


def test_a_long_list_goes_on(client):
    for number in range(31):
        make_article(f"问题 {number:02}")

    first = client.get("/portal/faq/").context["page"]
    last = client.get("/portal/faq/", {"after": first.next}).context["page"]

    assert [card.title for card in last.articles] == ["问题 30"]
    assert (len(first.articles), last.next) == (30, "")


def test_what_is_found_leads_to_the_whole_article(client):
    ref = make_article()

    page = client.get("/portal/faq/", {"q": "流量"}).content.decode()

    assert f'href="/portal/faq/{ref}/"' in page


def test_an_article_is_shown_whole_and_safe(client):
    page = client.get(f"/portal/faq/{make_article()}/").content.decode()

    assert "<li>打开客户端</li>" in page
    assert "<strong>流量</strong>" in page
    assert "<script>alert" not in page


def test_what_is_for_staff_or_withdrawn_is_not_found(client):
    internal, old = make_article("内部口径", audience="staff"), make_article("旧文")
    withdraw_article(ref=old, at=now(), **TOLD)

    for ref in (internal, old, "K-99999"):
        assert client.get(f"/portal/faq/{ref}/").status_code == 404
        assert client.post(f"/portal/faq/{ref}/helped/", {"helped": "yes"}).status_code == 404
    assert not Vote.objects.exists()


def test_a_visitor_has_one_word_and_may_change_it(client):
    ref = make_article()

    client.post(f"/portal/faq/{ref}/helped/", {"helped": "yes"})
    client.post(f"/portal/faq/{ref}/helped/", {"helped": "no"})
    Client().post(f"/portal/faq/{ref}/helped/", {"helped": "no"})

    page = client.get(f"/portal/faq/{ref}/")
    assert votes(ref) == (0, 2)
    assert page.context["said"] == "no"
