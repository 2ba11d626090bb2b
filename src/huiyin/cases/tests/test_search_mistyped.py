"""A slip of the finger still finds the case, and the page says what was looked for instead."""

import pytest
from django.test import Client

from huiyin.cases.queries.search import find_cases, look_for
from huiyin.cases.tests.builders import later, make_case
from huiyin.kernel.access.actor import actor_of
from huiyin.kernel.access.models import RoleGrant, User
from huiyin.kernel.access.roles import SYSTEM_ACTOR
from huiyin.knowledge.actions.publish_article import publish_article
from huiyin.knowledge.actions.write_article import write_article
from huiyin.knowledge.public import suggest_articles

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(operator):
    return make_case(body="家里宽带掉线，broadband keeps dropping")


@pytest.mark.parametrize("text", ["宽待", "宽带吊线", "brodband", "掉钱"])
def test_a_mistyped_word_finds_the_case(case, operator, text):
    assert find_cases(text=text, actor=operator["boss"]) == [case]


def test_what_is_found_as_written_is_not_put_right(case, operator):
    other = make_case(body="宽待客户是美德", contacts=(("phone", "13900002222"),))

    found = look_for(text="宽待", actor=operator["boss"])

    assert (found.cases, found.instead) == ([other], "")


def test_the_pages_after_the_first_go_on_with_the_same_words(case, operator):
    cases = [
        make_case(body="宽带断网", contacts=(("phone", f"1390000{n:04}"),)) for n in range(3)
    ]
    boss = operator["boss"]

    first = look_for(text="宽待", actor=boss, limit=2)
    rest = look_for(text="宽待", actor=boss, limit=5, before=first.cases[-1].pk)
    past = look_for(text="宽带", actor=boss, before=case.pk)

    assert first.cases == [cases[2], cases[1]]
    assert rest.cases == [cases[0], case]
    assert past.cases == []


def test_the_page_says_what_it_looked_for_instead(case):
    client = Client(headers={"accept-language": "en"})
    client.force_login(
        User.objects.get(username="boss"),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )

    page = client.get("/cases/search/", {"q": "宽待"}).content.decode()

    assert "No case has “宽待”. These have: 宽带" in page
    assert case.ref in page


def test_somebody_who_may_not_see_the_case_does_not_find_it_by_a_slip_either(case):
    user = User.objects.create_user(username="elsewhere", password=None)
    RoleGrant.objects.create(user=user, role="agent", regions=["110000"])

    found = look_for(text="宽待", actor=actor_of(user))

    assert (found.cases, found.instead) == ([], "")


def test_a_mistyped_question_finds_its_article(operator):
    ref = write_article(
        title="宽带掉线怎么办",
        body="宽带掉线请先重启光猫。",
        language="zh-hans",
        audience="customer",
        at=later(),
        actor=SYSTEM_ACTOR,
    )
    publish_article(ref=ref, at=later(), actor=SYSTEM_ACTOR)

    found = suggest_articles(text="光锚", language="zh-hans", audience="customer", limit=2)

    assert [card.ref for card in found] == [ref]
