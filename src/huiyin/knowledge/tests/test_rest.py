"""Articles by REST: written, revised, published, found, taken away."""

import json

import pytest
from django.test import Client

from huiyin.kernel.access.roles import SYSTEM_ACTOR
from huiyin.kernel.apikeys.keys import create_key
from huiyin.kernel.clock import now
from huiyin.knowledge.models import Article

pytestmark = pytest.mark.django_db
ARTICLE = {
    "title": "移动上网慢怎么办",
    "body": "请重启手机。",
    "language": "zh-hans",
    "audience": "customer",
    "key": "slow-data",
}


@pytest.fixture
def client():
    key = create_key(name="wiki", scopes=["knowledge.*"], at=now(), actor=SYSTEM_ACTOR)
    return Client(headers={"authorization": f"Bearer {key.token}", "accept-language": "en"})


def post(client, address, body=None):
    return client.post(
        f"/api/v1/articles{address}",
        "" if body is None else json.dumps(body),
        content_type="application/json",
    )


def found(client, **asked):
    return client.get("/api/v1/articles/suggestions", asked).json()["items"]


def test_an_article_is_found_once_it_is_published_and_until_it_is_withdrawn(client):
    ref = post(client, "", ARTICLE).json()["ref"]

    before = found(client, text="移动上网慢")
    published = post(client, f"/{ref}/publish")
    shown = found(client, text="移动上网慢")
    withdrawn = post(client, f"/{ref}/withdraw")

    assert (before, published.json()) == ([], {"ref": ref, "version": 1})
    assert [card["ref"] for card in shown] == [ref]
    assert (withdrawn.json()["state"], found(client, text="移动上网慢")) == ("withdrawn", [])


def test_a_version_made_from_an_old_one_is_refused(client):
    ref = post(client, "", ARTICLE).json()["ref"]
    version = {"title": "上网慢", "body": "请重启。", "based_on": 1}

    first, late = (post(client, f"/{ref}/versions", version) for _n in range(2))

    assert (first.status_code, first.json()["version"]) == (201, 2)
    assert (late.status_code, late.json()["code"]) == (422, "cannot_revise_article")
    assert Article.objects.get(ref=ref).latest == 2


def test_a_key_is_used_once_in_a_language(client):
    first, again = (post(client, "", ARTICLE) for _n in range(2))

    assert (first.status_code, again.json()["code"]) == (201, "cannot_write_article")
    assert Article.objects.count() == 1


def test_a_list_of_articles_goes_on_where_the_page_before_ended(client):
    refs = [post(client, "", ARTICLE | {"key": f"k-{n}"}).json()["ref"] for n in range(3)]

    first = client.get("/api/v1/articles?limit=2").json()
    rest = client.get(f"/api/v1/articles?limit=2&after={first['next']}").json()

    assert [row["ref"] for row in first["items"] + rest["items"]] == refs[::-1]
    assert rest["next"] is None
    assert client.get("/api/v1/articles?state=published").json()["items"] == []
